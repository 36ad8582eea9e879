import { suggestInTopic } from "../../api/queries";
import type { Topic } from "../../lib/wire";
import { ChosenFields } from "../../query/ChosenFields";
import { FilterRows } from "../../query/FilterRows";
import { LimitField, SortRows } from "../../query/SortRows";
import classes from "./explore.module.css";
import { t } from "./messages";
import { typedFilters } from "./ask";
import type { ExploreState } from "./state";

interface QuestionProps {
  connection: string;
  topic: Topic;
  state: ExploreState;
  locale: string;
  change: (part: Partial<ExploreState>) => void;
}

/** The columns, filters and order of the question. */
export function Question({ connection, topic, state, locale, change }: QuestionProps) {
  return (
    <div className={classes.question}>
      <section aria-label={t("columns")} className={classes.questionPart}>
        <ChosenFields
          topic={topic}
          fields={state.fields}
          onChange={(fields) => change({ fields, sorts: state.sorts.filter((sort) => fields.includes(sort.field)), chart: null })}
        />
      </section>
      <section aria-label={t("filters")} className={classes.questionPart}>
        <FilterRows
          topic={topic}
          filters={typedFilters(state, topic)}
          locale={locale}
          onChange={(filters) => change({ filters })}
          suggest={(field) => (search, signal) =>
            suggestInTopic(connection, topic.name, { field, ...(search && { search }), limit: 50 }, signal)
          }
        />
      </section>
      <section aria-label={t("sorting")} className={classes.questionPart}>
        <SortRows topic={topic} fields={state.fields} sorts={state.sorts} onChange={(sorts) => change({ sorts })} />
        <LimitField limit={state.limit} onChange={(limit) => change({ limit })} />
      </section>
    </div>
  );
}
