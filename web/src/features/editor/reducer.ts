/** The editor's state: the report, and the versions before and after it. Every change is one of the named actions. */
import { addFilter } from "./actions/addFilter";
import { addTab } from "./actions/addTab";
import { addTile } from "./actions/addTile";
import { duplicateTile } from "./actions/duplicateTile";
import { editFilter } from "./actions/editFilter";
import { editTile } from "./actions/editTile";
import { moveTab } from "./actions/moveTab";
import { moveTileToTab } from "./actions/moveTileToTab";
import { placeTiles } from "./actions/placeTiles";
import { removeFilter } from "./actions/removeFilter";
import { removeTab } from "./actions/removeTab";
import { removeTile } from "./actions/removeTile";
import { renameReport } from "./actions/renameReport";
import { renameTab } from "./actions/renameTab";
import { replaceReport } from "./actions/replaceReport";
import type { EditorReport } from "./model";

export const ACTIONS = {
  addFilter,
  addTab,
  addTile,
  duplicateTile,
  editFilter,
  editTile,
  moveTab,
  moveTileToTab,
  placeTiles,
  removeFilter,
  removeTab,
  removeTile,
  renameReport,
  renameTab,
  replaceReport,
};

type Actions = typeof ACTIONS;
export type ActionName = keyof Actions;

export type EditAction = {
  [Name in ActionName]: {
    do: Name;
    with: Parameters<Actions[Name]>[1];
    /** Changes in a row under the same key are one step back: letters of a title, steps of a tile. */
    merge?: string;
  };
}[ActionName];

export type EditorAction = EditAction | { do: "undo" } | { do: "redo" };

export interface Step {
  name: ActionName;
  merge: string | null;
  before: EditorReport;
}

export interface EditorState {
  report: EditorReport;
  past: readonly Step[];
  future: readonly { step: Step; after: EditorReport }[];
}

/** More would only fill the memory: nobody goes back 200 steps. */
const MOST_STEPS = 200;

export function open(report: EditorReport): EditorState {
  return { report, past: [], future: [] };
}

export function reduce(state: EditorState, action: EditorAction): EditorState {
  switch (action.do) {
    case "undo": {
      const step = state.past.at(-1);
      if (step === undefined) return state;
      return { report: step.before, past: state.past.slice(0, -1), future: [{ step, after: state.report }, ...state.future] };
    }
    case "redo": {
      const [next, ...rest] = state.future;
      if (next === undefined) return state;
      return { report: next.after, past: [...state.past, { ...next.step, merge: null }], future: rest };
    }
    default: {
      const run = ACTIONS[action.do] as (report: EditorReport, args: EditAction["with"]) => EditorReport;
      const report = run(state.report, action.with);
      if (report === state.report) return state;
      const last = state.past.at(-1);
      const merges = action.merge !== undefined && last?.merge === action.merge && state.future.length === 0;
      const step: Step = { name: action.do, merge: action.merge ?? null, before: state.report };
      return { report, past: merges ? state.past : [...state.past, step].slice(-MOST_STEPS), future: [] };
    }
  }
}
