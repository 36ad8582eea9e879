//! Which conditions a tile gets on top of its own: the report's filters, and what its reader sets. A reader can only narrow (T37).

use document::{Report, ReportFilter, Tile, TileContent};
use semantics::{FieldRef, Filter, SemanticQuery};
use vocab::FieldPath;

use crate::error::{AppError, Fault};

/// A reader's filters are for fields that the report offers to filter by, and for dimensions that its tiles show (cross-filtering).
/// Anything else would let a reader ask what the report does not answer.
pub(crate) fn check(report: &Report, set: Option<&[Filter]>, is_dimension: impl Fn(&Tile, &FieldRef) -> bool) -> Result<(), AppError> {
    let faults: Vec<Fault> = set
        .unwrap_or_default()
        .iter()
        .enumerate()
        .filter(|(_, filter)| !may_filter_by(report, &filter.field, &is_dimension))
        .map(|(index, filter)| Fault {
            pointer: format!("/filters/{index}/field"),
            code: "filter_not_offered",
            detail: format!("this report does not offer to filter by `{}`", filter.field),
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// Whether the report offers the field, or one of its tiles shows it as a dimension.
pub(crate) fn may_filter_by(report: &Report, field: &FieldRef, is_dimension: impl Fn(&Tile, &FieldRef) -> bool) -> bool {
    offered(report).any(|filter| filter.field.path == field.path)
        || report.tiles().any(|tile| query_of(tile).is_some_and(|query| shows(query, &field.path)) && is_dimension(tile, field))
}

/// What a tile's query is narrowed by, besides its own filters.
pub(crate) fn conditions(report: &Report, tile: &Tile, set: Option<&[Filter]>, has_field: impl Fn(&FieldPath) -> bool) -> Vec<Filter> {
    let reached = |filter: &&ReportFilter| filter.reaches(tile.id) && has_field(&filter.field.path);
    let hidden = report.filters.iter().filter(|filter| filter.hidden).filter(reached).filter_map(ReportFilter::opening);
    match set {
        None => hidden.chain(offered(report).filter(reached).filter_map(ReportFilter::opening)).collect(),
        Some(set) => {
            hidden.chain(set.iter().filter(|filter| reaches(report, tile, filter) && has_field(&filter.field.path)).cloned()).collect()
        }
    }
}

/// A reader's filter goes where the report's filter on the same field goes, and everywhere when the report has none.
fn reaches(report: &Report, tile: &Tile, filter: &Filter) -> bool {
    let mut same_field = offered(report).filter(|offered| offered.field.path == filter.field.path).peekable();
    same_field.peek().is_none() || same_field.any(|offered| offered.reaches(tile.id))
}

/// The filters that readers see and set.
pub(crate) fn offered(report: &Report) -> impl Iterator<Item = &ReportFilter> {
    report.filters.iter().filter(|filter| !filter.hidden)
}

/// The query of a query tile.
pub(crate) const fn query_of(tile: &Tile) -> Option<&SemanticQuery> {
    match &tile.content {
        TileContent::Query { query, .. } => Some(query),
        TileContent::Sql { .. } | TileContent::Text { .. } => None,
    }
}

fn shows(query: &SemanticQuery, field: &FieldPath) -> bool {
    query.fields.iter().any(|shown| shown.path == *field)
}

/// The query of a tile with its conditions added.
pub(crate) fn narrowed(query: &SemanticQuery, conditions: Vec<Filter>) -> SemanticQuery {
    let mut query = query.clone();
    query.filters.extend(conditions);
    query
}

#[cfg(test)]
mod tests {
    use document::Project;
    use serde_json::json;

    use super::*;

    const TILES: [&str; 2] = ["tile_00000000000000000000000000000001", "tile_00000000000000000000000000000002"];

    /// Two tiles: flights by carrier, and by origin. Offered: month, for the first tile alone, opening at 1. Hidden: year 2013.
    fn report() -> Report {
        let tile = |id: &str, field: &str| {
            json!({"id": id, "title": "", "layout": {"x": 0, "y": 0, "w": 1, "h": 1}, "content": {
                "kind": "query", "connection": "con_00000000000000000000000000000001", "chart": {"kind": "table"},
                "query": {"topic": "flights", "fields": [field, "flights.count"]}}})
        };
        let project = json!({"format": 1, "reports": [{"id": "rep_00000000000000000000000000000001", "name": "R", "tabs": [
            {"id": "tab_00000000000000000000000000000001", "name": "T", "tiles": [tile(TILES[0], "flights.carrier"), tile(TILES[1], "flights.origin")]}],
            "filters": [
                {"id": "month", "field": "flights.month", "label": "Month", "op": "in", "values": [1], "tiles": [TILES[0]]},
                {"id": "year", "field": "flights.year", "label": "Year", "op": "in", "values": [2013], "hidden": true}]}]});
        serde_json::from_value::<Project>(project).unwrap().reports.remove(0)
    }

    fn filters(texts: &[&str]) -> Vec<Filter> {
        texts
            .iter()
            .map(|text| {
                let (field, value) = text.split_once('=').unwrap();
                serde_json::from_value(json!({"field": field, "op": "in", "values": [value]})).unwrap()
            })
            .collect()
    }

    #[track_caller]
    fn check_conditions(set: Option<&[&str]>, expected: [&[&str]; 2]) {
        let report = report();
        let set = set.map(filters);
        let found: Vec<Vec<String>> = report
            .tiles()
            .map(|tile| {
                let given = conditions(&report, tile, set.as_deref(), |field| field.field.as_str() != "tailnum");
                given.iter().map(|filter| format!("{}={}", filter.field, filter.values[0])).collect()
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn opening_values_hold_until_a_reader_sets_others() {
        check_conditions(None, [&["flights.year=2013", "flights.month=1"], &["flights.year=2013"]]);
        check_conditions(Some(&[]), [&["flights.year=2013"], &["flights.year=2013"]]);
        check_conditions(Some(&["flights.month=2"]), [&["flights.year=2013", "flights.month=2"], &["flights.year=2013"]]);
        check_conditions(Some(&["flights.tailnum=N1"]), [&["flights.year=2013"], &["flights.year=2013"]]);
    }

    #[test]
    fn cross_filters_reach_every_tile() {
        let both: &[&str] = &["flights.year=2013", "flights.carrier=UA"];
        check_conditions(Some(&["flights.carrier=UA"]), [both, both]);
    }

    #[track_caller]
    fn check_offered(field: &str, expected: Option<&'static str>) {
        let is_dimension = |_: &Tile, field: &FieldRef| field.path.field.as_str() != "count";
        let error = check(&report(), Some(&filters(&[&format!("{field}=1")])), is_dimension).err();
        assert_eq!(error.as_ref().map(AppError::code), expected, "{field}");
    }

    #[test]
    fn t37_readers_filter_by_what_is_offered_or_shown_and_nothing_else() {
        check_offered("flights.month", None);
        check_offered("flights.carrier", None);
        check_offered("flights.carrier[raw]", None);
        check_offered("flights.year", Some("filter_not_offered"));
        check_offered("flights.count", Some("filter_not_offered"));
        check_offered("flights.tailnum", Some("filter_not_offered"));
    }

    #[test]
    fn t37_a_hidden_filter_stays_whatever_a_reader_sends() {
        let report = report();
        for set in [None, Some(filters(&[])), Some(filters(&["flights.year=2014"]))] {
            for tile in report.tiles() {
                let given = conditions(&report, tile, set.as_deref(), |_| true);
                assert!(given.iter().any(|filter| filter.field.to_string() == "flights.year" && filter.values[0].to_string() == "2013"));
            }
        }
    }
}
