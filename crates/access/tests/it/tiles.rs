//! Which tiles run, as a table of everything that decides: door, kind, connection role, boost, access grant, and the attribute of the filter.
//!
//! The expectation of each row is computed here from the sentences of access.md §4 to §6, with none of the crate's own functions. The table is kept
//! in `golden/tiles.txt`, so that a change of policy is read as a diff.

use std::fmt::Write;

use access::{
    AccessGrant, Change, ColumnPredicate, ColumnRule, Door, FieldRule, GrantExpr, ModelRules, QueryKind, Reason, RowRule, TableName,
    TableRules, TileAsk, TopicRules, causes, data_policy, topic_access,
};
use vocab::{AttributeValue, ConnectionRole, ContentRole, ModelName};

use crate::world::{World, actor, connection, document, node, principal, text};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Grant {
    None,
    Held,
    Lacking,
    LackingBoostable,
}

const GRANTS: [(Grant, &str); 4] =
    [(Grant::None, "-"), (Grant::Held, "held"), (Grant::Lacking, "lacking"), (Grant::LackingBoostable, "lacking, boostable")];

/// What the filter's attribute holds: one value, several, one that lifts the filter, nothing.
const VALUES: [(&str, &[&str]); 4] = [("set", &["UA"]), ("many", &["AA", "UA"]), ("unfiltered", &["*", "UA"]), ("null", &[])];

/// The sentences of access.md: what the tile answers, or the code of the first reason and whether it is hidden.
fn expected(workbook: bool, kind: QueryKind, role: ConnectionRole, boost: bool, grant: Grant, values: &str) -> String {
    let rank = ConnectionRole::ALL.iter().position(|each| *each == role).expect("a role");
    let [nothing, viewer, restricted, querier] = [0, 1, 2, 3];
    let on_topic = matches!(kind, QueryKind::Topic | QueryKind::Dataset);
    let boost = boost && !workbook;
    // "run queries on topics" starts at restricted_querier, "topic tiles" on a dashboard at viewer, everything else at querier; no_access is denied always,
    // and a boost allows every kind from viewer up.
    let least = match (on_topic, workbook) {
        (true, true) => restricted,
        (true, false) => viewer,
        (false, _) => querier,
    };
    if rank < least && !(boost && rank >= viewer) {
        return if workbook && rank == nothing { "not_found (hidden)" } else { "query_kind" }.to_owned();
    }
    // "still checked, except a grant with access_boostable: true".
    if grant == Grant::Lacking || (grant == Grant::LackingBoostable && !boost) {
        return "access_grant".to_owned();
    }
    // "still applied, always": a boost changes nothing about values.
    match values {
        "set" => "= UA",
        "many" => "in AA, UA",
        "unfiltered" => "all rows",
        _ => "missing_attribute",
    }
    .to_owned()
}

fn name(text: &str) -> ModelName {
    text.parse().expect("a name")
}

/// The grant and the filter stand on the topic for what is built on one, and on the table for what is not.
fn rules(kind: QueryKind, grant: Grant) -> (ModelRules, Option<TopicRules>) {
    let (boostable, required) = match grant {
        Grant::None => (false, GrantExpr::open()),
        Grant::Held | Grant::Lacking => (false, GrantExpr::parse(["staff"]).expect("an expression")),
        Grant::LackingBoostable => (true, GrantExpr::parse(["staff"]).expect("an expression")),
    };
    let staff = AccessGrant { user_attribute: name("team"), allowed_values: vec![text("staff")], access_boostable: boostable };
    let unfiltered = vec![text("*")];
    let on_topic = matches!(kind, QueryKind::Topic | QueryKind::AlteredTopic);
    let topic = on_topic.then(|| TopicRules {
        required: required.clone(),
        access_filters: vec![FieldRule {
            field: "flights.carrier".parse().expect("a field"),
            user_attribute: name("carrier"),
            values_for_unfiltered: unfiltered.clone(),
            like: false,
        }],
    });
    let table = if on_topic {
        TableRules::default()
    } else {
        let rule =
            ColumnRule { column: "carrier".to_owned(), user_attribute: name("carrier"), values_for_unfiltered: unfiltered, like: false };
        TableRules { required, row_policies: vec![rule], ..TableRules::default() }
    };
    (ModelRules { grants: [(name("staff"), staff)].into(), tables: [("flights".into(), table)].into() }, topic)
}

fn found(world: &World, door: Door, kind: QueryKind, rules: &ModelRules, topic: Option<&TopicRules>) -> Result<String, (Reason, bool)> {
    let ana = actor("ana");
    let first = |denied: access::Denied| (denied.reasons[0].clone(), denied.hidden);
    let policy = data_policy(&world.facts, &ana, connection("data"), rules, kind, door).map_err(first)?;
    let mut predicates = Vec::new();
    if let Some(topic) = topic {
        let found = topic_access(&world.facts, &ana, topic, rules, door).map_err(first)?;
        predicates.extend(found.into_iter().map(|each| each.predicate));
    }
    match &policy.table(&"flights".into()).expect("the model speaks of it").rows {
        RowRule::Refused(reason) => return Err((reason.clone(), false)),
        RowRule::Where(found) => predicates.extend(found.iter().cloned()),
        RowRule::All => {}
    }
    let value = |value: &AttributeValue| match value {
        AttributeValue::String(text) => text.clone(),
        other => format!("{other:?}"),
    };
    Ok(match predicates.as_slice() {
        [] => "all rows".to_owned(),
        [ColumnPredicate::OneOf { values, .. }] if values.len() == 1 => format!("= {}", value(&values[0])),
        [ColumnPredicate::OneOf { values, .. }] => format!("in {}", values.iter().map(value).collect::<Vec<_>>().join(", ")),
        more => format!("{more:?}"),
    })
}

#[test]
fn tiles_by_door_kind_role_boost_grant_and_attribute() {
    let mut out = String::from("What a tile answers, or the first reason why it does not.\n\n");
    let _ = writeln!(
        out,
        "{:<10}{:<14}{:<20}{:<7}{:<19}| one value     | several       | lifts it      | none",
        "door", "kind", "connection role", "boost", "access grant"
    );
    let combinations = [false, true].into_iter().flat_map(|workbook| {
        QueryKind::ALL.iter().flat_map(move |kind| {
            ConnectionRole::ALL.iter().flat_map(move |role| [false, true].map(move |boost| (workbook, *kind, *role, boost)))
        })
    });
    let mut rows = 0;
    for (workbook, kind, role, boost) in combinations {
        for (grant, words) in GRANTS {
            let (rules, topic) = rules(kind, grant);
            let door = if workbook { Door::Workbook } else { Door::Dashboard(document("doc")) };
            let (place, flag) = (if workbook { "workbook" } else { "dashboard" }, if boost { "yes" } else { "-" });
            let _ = write!(out, "{place:<10}{:<14}{:<20}{flag:<7}{words:<19}", kind.as_str(), role.as_str());
            for (values, held) in VALUES {
                let mut world = World::new();
                world.users("ana eve").put("doc", "shared", "eve").connection("data", role);
                world.attribute("carrier", true, None).attribute("team", false, None);
                world.apply(Change::GrantPut { node: node("doc"), principal: principal("ana"), role: ContentRole::Viewer, boost });
                if !held.is_empty() {
                    world.value("ana", "carrier", held);
                }
                world.value("ana", "team", &[if grant == Grant::Held { "staff" } else { "canary-of-a-value" }]);
                let tables = [TableName::from("flights")].into();
                let connection = connection("data");
                let ask = TileAsk { connection, rules: &rules, kind, topic: topic.as_ref(), guards: &[], tables: &tables };
                let causes = causes(&world.facts, &actor("ana"), &ask, door);
                let cell = match found(&world, door, kind, &rules, topic.as_ref()) {
                    Ok(rows) => {
                        assert_eq!(causes, [], "nothing stands between them and a tile that runs");
                        rows
                    }
                    Err((reason, hidden)) => {
                        assert_eq!(causes.first(), Some(&reason), "the first cause is what they are told");
                        let told = reason.to_string();
                        assert!(!told.contains("canary") && !told.contains("UA"), "no value is quoted: {told}");
                        format!("{}{}", reason.code(), if hidden && reason == Reason::NotFound { " (hidden)" } else { "" })
                    }
                };
                let row = format!("{place} {kind:?} {role} boost={boost} {grant:?} {values}");
                assert_eq!(cell, expected(workbook, kind, role, boost, grant, values), "{row}");
                let _ = write!(out, "| {cell:<18}");
                rows += 1;
            }
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
    }
    assert_eq!(rows, 2 * 5 * 6 * 2 * 4 * 4);
    crate::golden::check("tiles.txt", &out);
}
