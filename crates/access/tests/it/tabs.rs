//! Workbook tabs by kind, content role, connection role and `view_workbook`: every combination, with the expectation computed from access.md §3 and §4.

use std::fmt::Write;

use access::{Change, ModelChange, QueryKind, Reason, own_model, workbook, workbook_tab};
use vocab::{Ability, ConnectionRole, ContentRole};

use crate::world::{World, actor, connection, document, node, principal};

/// "open and explore the workbook" starts at editor; `view_workbook` lets a viewer whose connection role is restricted_querier or more see it "without
/// SQL tabs and tabs not built on a topic; boost does not change that".
fn expected(kind: QueryKind, content: ContentRole, role: ConnectionRole, on: bool) -> &'static str {
    let on_topic = matches!(kind, QueryKind::Topic | QueryKind::Dataset);
    let least = if on_topic { "restricted_querier" } else { "querier" };
    let order = ["no_access", "viewer", "restricted_querier", "querier", "modeler", "connection_admin"];
    let rank = |word: &str| order.iter().position(|each| *each == word);
    match content {
        ContentRole::NoAccess => "not_found",
        ContentRole::Viewer if !on => "content_role",
        ContentRole::Viewer if !on_topic => "workbook_topics_only",
        _ if rank(role.as_str()) < rank(least) => "query_kind",
        _ => "allowed",
    }
}

fn put(content: ContentRole, role: ConnectionRole, on: bool, boost: bool) -> World {
    let mut world = World::new();
    world.users("ana eve").connection("c", ConnectionRole::NoAccess).connection_role("c", "ana", role);
    let owner = if content == ContentRole::Owner { "ana" } else { "eve" };
    world.put("doc", "shared", owner);
    if content < ContentRole::Owner {
        world.apply(Change::GrantPut { node: node("doc"), principal: principal("ana"), role: content, boost });
    }
    world.apply(Change::AbilityPut { document: document("doc"), ability: Ability::ViewWorkbook, on });
    world
}

#[test]
fn tabs_by_kind_content_role_connection_role_and_ability() {
    let mut out = String::from("What somebody who opens the tab is told.\n\n");
    let _ = write!(out, "{:<14}{:<20}{:<15}", "content role", "connection role", "view_workbook");
    for kind in QueryKind::ALL {
        let _ = write!(out, "| {:<22}", kind.as_str());
    }
    out.truncate(out.trim_end().len());
    for content in ContentRole::ALL {
        for role in ConnectionRole::ALL {
            for on in [false, true] {
                let _ = write!(out, "\n{:<14}{:<20}{:<15}", content.as_str(), role.as_str(), if on { "on" } else { "off" });
                for kind in QueryKind::ALL {
                    let mut answers = [false, true].map(|boost| {
                        let world = put(*content, *role, on, boost);
                        let answer = workbook_tab(&world.facts, &actor("ana"), document("doc"), connection("c"), *kind);
                        let opens = workbook(&world.facts, &actor("ana"), document("doc"), &[connection("c")]);
                        if answer.is_ok() {
                            assert_eq!(opens, Ok(()), "who sees a tab gets into the workbook");
                        }
                        if answer.as_ref().is_err_and(|denied| denied.reasons[0] == Reason::NotFound) {
                            assert!(opens.is_err_and(|denied| denied.hidden));
                        }
                        answer.as_ref().map_or_else(|denied| denied.code(), |()| "allowed")
                    });
                    let row = format!("{kind:?} {content} {role} view_workbook={on}");
                    assert_eq!(answers[0], answers[1], "a boost changes nothing: {row}");
                    assert_eq!(answers[0], expected(*kind, *content, *role, on), "{row}");
                    let _ = write!(out, "| {:<22}", std::mem::take(&mut answers[0]));
                }
                out.truncate(out.trim_end().len());
            }
        }
    }
    out.push('\n');
    crate::golden::check("tabs.txt", &out);
}

#[test]
fn a_viewer_opens_a_workbook_for_one_connection_that_is_theirs_to_query() {
    let mut world = put(ContentRole::Viewer, ConnectionRole::RestrictedQuerier, true, false);
    world.connection("d", ConnectionRole::Viewer);
    let opens = |world: &World, connections: &[&str]| {
        let connections: Vec<_> = connections.iter().map(|name| connection(name)).collect();
        workbook(&world.facts, &actor("ana"), document("doc"), &connections).map_err(|denied| denied.code())
    };
    for (connections, expected) in [
        (&["c"][..], Ok(())),
        (&["c", "d"], Ok(())),
        (&["d", "c"], Ok(())),
        (&["d"], Err("query_kind")),
        (&["d", "none"], Err("query_kind")),
        (&[], Ok(())),
    ] {
        assert_eq!(opens(&world, connections), expected, "{connections:?}");
    }
    world.apply(Change::AbilityPut { document: document("doc"), ability: Ability::ViewWorkbook, on: false });
    assert_eq!(opens(&world, &["c"]), Err("content_role"));
    world.grant("doc", "ana", ContentRole::Editor);
    assert_eq!(opens(&world, &["d"]), Ok(()), "an editor gets in; what they see there is asked of each tab");
}

/// "add dimensions/measures to a view in a workbook's own model" starts at restricted_querier, "change topics, joins, grants" at querier; both need
/// the content role editor.
#[test]
fn a_workbooks_own_model_by_content_role_and_connection_role() {
    for content in ContentRole::ALL {
        for role in ConnectionRole::ALL {
            for boost in [false, true] {
                let world = put(*content, *role, true, boost);
                for (change, least) in
                    [(ModelChange::Fields, ConnectionRole::RestrictedQuerier), (ModelChange::Structure, ConnectionRole::Querier)]
                {
                    let answer = own_model(&world.facts, &actor("ana"), document("doc"), connection("c"), change);
                    let expected = match content {
                        ContentRole::NoAccess => "not_found",
                        ContentRole::Viewer => "content_role",
                        _ if *role < least => "connection_role",
                        _ => "allowed",
                    };
                    let found = answer.as_ref().map_or_else(|denied| denied.code(), |()| "allowed");
                    assert_eq!(found, expected, "{change:?} {content} {role} boost={boost}");
                }
            }
        }
    }
}
