import { Select, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { queryableConnections, suggestInTopic, topicQuery, topicsQuery } from "../../api/queries";
import { proposeChart } from "../../charts/propose";
import { ChartKinds, ChartSettings } from "../../query/ChartSettings";
import { ChosenFields } from "../../query/ChosenFields";
import { columnOfRef, defaultGrain, fieldRefText, parseFieldRef } from "../../query/columns";
import { FieldPicker } from "../../query/FieldPicker";
import { FilterRows } from "../../query/FilterRows";
import { LimitField, SortRows } from "../../query/SortRows";
import type { Topic, TopicField } from "../../lib/wire";
import { ErrorNote } from "../../ui/ErrorNote";
import classes from "./editor.module.css";
import type { InspectorProps } from "./Inspector";
import { t } from "./messages";
import type { TopicContent } from "./model";

/** A topic tile: where from, which fields, which rows, drawn how. */
export function TopicPanel({ document, content, locale, onContent }: InspectorProps & { content: TopicContent }) {
  const connections = useQuery(queryableConnections);
  const topics = useQuery({ ...topicsQuery(content.connection ?? "", document), enabled: content.connection !== null });
  const topic = useQuery({
    ...topicQuery(content.connection ?? "", content.topic ?? "", document),
    enabled: content.connection !== null && content.topic !== null,
  });
  const columns = content.fields.map((field) => columnOfRef(topic.data, field));
  const list = (connections.data ?? []).filter((one) => one.can.includes("query"));

  /** While nobody has chosen a chart, it follows the fields. */
  const withFields = (fields: string[]): TopicContent => ({
    ...content,
    fields,
    sorts: content.sorts.filter((sort) => fields.includes(sort.field)),
    ...(content.proposed && { chart: proposeChart(fields.map((field) => columnOfRef(topic.data, field))) }),
  });
  const toggle = (field: TopicField): void => {
    const used = content.fields.filter((one) => parseFieldRef(one).path === field.field);
    if (used.length > 0) return onContent(withFields(content.fields.filter((one) => !used.includes(one))));
    const next = withFields([...content.fields, fieldRefText({ path: field.field, grain: defaultGrain(field) })]);
    // A new tile begins with the topic's usual filters; they can be taken away like any other.
    const usual =
      content.fields.length === 0 && content.filters.length === 0 ? (topic.data?.default_filters ?? []) : content.filters;
    onContent({ ...next, filters: usual });
  };
  const blank = { topic: null, fields: [], filters: [], sorts: [] };
  return (
    <>
      {list.length !== 1 && (
        <Select
          size="xs"
          label={t("connection")}
          placeholder={t("chooseConnection")}
          data={list.map((one) => ({ value: one.id, label: one.name }))}
          value={content.connection}
          onChange={(connection) => onContent({ ...content, ...blank, connection })}
        />
      )}
      <Select
        size="xs"
        label={t("topic")}
        placeholder={t("chooseTopic")}
        searchable
        disabled={content.connection === null}
        data={(topics.data ?? []).map((one) => ({ value: one.name, label: one.label }))}
        value={content.topic}
        onChange={(name) => onContent({ ...content, ...blank, topic: name })}
      />
      <ErrorNote error={connections.error ?? topics.error ?? topic.error} />
      {topic.data !== undefined && (
        <Tabs defaultValue="data" className={classes.panelTabs}>
          <Tabs.List grow>
            <Tabs.Tab value="data">{t("data")}</Tabs.Tab>
            <Tabs.Tab value="chart">{t("chart")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="data" className={classes.panelBody}>
            <DataPart
              document={document}
              topic={topic.data}
              content={content}
              locale={locale}
              onContent={onContent}
              withFields={withFields}
              toggle={toggle}
            />
          </Tabs.Panel>
          <Tabs.Panel value="chart" className={classes.panelBody}>
            <ChartKinds
              chart={content.chart}
              columns={columns}
              onChange={(chart) => onContent({ ...content, chart, proposed: false })}
            />
            <ChartSettings
              chart={content.chart}
              columns={columns}
              onChange={(chart) => onContent({ ...content, chart, proposed: false }, "chart")}
            />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}

interface DataProps {
  document: string;
  topic: Topic;
  content: TopicContent;
  locale: string;
  onContent: InspectorProps["onContent"];
  withFields: (fields: string[]) => TopicContent;
  toggle: (field: TopicField) => void;
}

function DataPart({ document, topic, content, locale, onContent, withFields, toggle }: DataProps) {
  return (
    <>
      <Part title={t("columns")}>
        <ChosenFields topic={topic} fields={content.fields} onChange={(fields) => onContent(withFields(fields))} />
      </Part>
      <Part title={t("fields")}>
        <div className={classes.pickerRoom}>
          <FieldPicker topic={topic} chosen={content.fields} onToggle={toggle} />
        </div>
      </Part>
      <Part title={t("filtersOfTile")}>
        <FilterRows
          topic={topic}
          filters={content.filters}
          locale={locale}
          onChange={(filters) => onContent({ ...content, filters }, "filters")}
          suggest={(field) => (search, signal) =>
            suggestInTopic(content.connection ?? "", topic.name, { field, ...(search && { search }), limit: 50 }, signal, document)
          }
        />
      </Part>
      <Part title={t("sorting")}>
        <SortRows
          topic={topic}
          fields={content.fields}
          sorts={content.sorts}
          onChange={(sorts) => onContent({ ...content, sorts })}
        />
        <LimitField limit={content.limit} onChange={(limit) => onContent({ ...content, limit }, "limit")} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
