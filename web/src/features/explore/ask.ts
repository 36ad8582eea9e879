/** From the address to a query, and what picking a field does to it. Pure. */
import type { Filter, SemanticQuery, Topic, TopicField } from "../../lib/wire";
import { defaultGrain, fieldRefText, filterFieldOf, parseFieldRef } from "../../query/columns";
import { isComplete, parseScalar } from "../../query/operators";
import type { ExploreState } from "./state";

/** The query to ask, with the address's text values typed by their fields; null while there is nothing to ask. */
export function askedQuery(
  state: ExploreState,
  topic: string | null,
  meaning: Topic | undefined,
): SemanticQuery | { sql: string } | null {
  if (state.mode === "sql") return state.sql.trim() === "" ? null : { sql: state.sql };
  if (topic === null || meaning === undefined || state.fields.length === 0) return null;
  const filters = typedFilters(state, meaning).filter(isComplete);
  const sorts = state.sorts.filter((sort) => state.fields.includes(sort.field));
  return {
    topic,
    fields: state.fields,
    ...(filters.length > 0 && { filters }),
    ...(sorts.length > 0 && { sorts }),
    ...(state.limit !== null && { limit: state.limit }),
  };
}

export function typedFilters(state: ExploreState, topic: Topic) {
  return state.filters.map((filter) => {
    const { data_type } = filterFieldOf(topic, filter.field);
    const values =
      filter.op === "last" ? filter.values : filter.values.flatMap((value) => parseScalar(String(value), data_type) ?? []);
    return { ...filter, values };
  });
}

/** A field comes with its usual time frame and goes with all of them; the chart is proposed anew. */
export function toggled(state: ExploreState, field: TopicField, usual: readonly Filter[]): Partial<ExploreState> {
  const used = state.fields.filter((one) => parseFieldRef(one).path === field.field);
  const fields =
    used.length > 0
      ? state.fields.filter((one) => !used.includes(one))
      : [...state.fields, fieldRefText({ path: field.field, grain: defaultGrain(field) })];
  // A question begins with the topic's usual filters; they can be taken away like any other.
  const filters = state.fields.length === 0 && state.filters.length === 0 ? [...usual] : state.filters;
  return { fields, filters, sorts: state.sorts.filter((sort) => fields.includes(sort.field)), chart: null };
}
