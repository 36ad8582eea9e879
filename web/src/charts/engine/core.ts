import { GridSimpleComponent } from "echarts/components";
import { init, use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

register([GridSimpleComponent, CanvasRenderer]);

export { init, register };
