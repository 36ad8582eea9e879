//! Decision tables of access.md §3: abilities by level and role, workbook tabs by kind, content role, connection role and `view_workbook`.

use access::{Change, QueryKind, Reason, Verb, decide, workbook_tab};
use vocab::{Ability, ConnectionRole, ContentRole};

use crate::world::{World, actor, connection, document, node, principal};

/// `doc` in Shared is Dot's; one person of each role, and Max, who administers.
fn world() -> World {
    let mut world = World::new();
    world.users("vic edi mia dot eve").admin("max").put("doc", "shared", "dot");
    world.grant("doc", "vic", ContentRole::Viewer).grant("doc", "edi", ContentRole::Editor).grant("doc", "mia", ContentRole::Manager);
    world
}

const PEOPLE: [&str; 5] = ["vic", "edi", "mia", "dot", "max"];

/// Instance available, instance default, value on the document, and what everybody gets who has the role for the verb.
const LEVELS: &[(bool, bool, Option<bool>, &str)] = &[
    (true, true, None, "allowed"),
    (true, false, None, "ability_off"),
    (true, true, Some(false), "ability_off"),
    (true, false, Some(true), "allowed"),
    (false, true, None, "ability_unavailable"),
    (false, true, Some(true), "ability_unavailable"),
    (false, false, Some(true), "ability_unavailable"),
];

/// The verb that each ability switches, and the people who have the role for it while it is on.
const SWITCHED: &[(Ability, Verb, &[&str])] = &[
    (Ability::Download, Verb::Download, &PEOPLE),
    (Ability::Schedule, Verb::Schedule, &PEOPLE),
    (Ability::Drill, Verb::Drill, &PEOPLE),
    (Ability::Analyze, Verb::Analyze, &PEOPLE),
    (Ability::Duplicate, Verb::Duplicate, &["edi", "mia", "dot", "max"]),
    (Ability::UploadData, Verb::UploadData, &["edi", "mia", "dot", "max"]),
];

#[track_caller]
fn check(world: &World, who: &str, verb: Verb, expected: &str) {
    let decision = decide(&world.facts, &actor(who), verb, node("doc"));
    let code = if decision.allowed() { "allowed" } else { decision.because.first().map_or("none", Reason::code) };
    assert_eq!(code, expected, "{who} {}", verb.as_str());
    if let Some(reason) = decision.because.first().filter(|_| !decision.allowed()) {
        assert!(reason.to_string().len() > 40, "{expected} tells what to do: {reason}");
    }
}

#[test]
fn abilities_bind_everybody_managers_and_admins_too() {
    for (ability, verb, people) in SWITCHED {
        for (available, default_on, own, expected) in LEVELS {
            let mut world = world();
            world.apply(Change::AbilitySettingPut { ability: *ability, available: *available, default_on: *default_on });
            if let Some(on) = own {
                world.apply(Change::AbilityPut { document: document("doc"), ability: *ability, on: *on });
            }
            for who in *people {
                check(&world, who, *verb, expected);
            }
            check(&world, "eve", *verb, "not_found");
            check(&world, "nobody", *verb, "not_signed_in");
        }
    }
}

#[test]
fn a_viewer_looks_into_the_workbook_where_the_ability_is_on() {
    for (available, default_on, own, on) in [
        (true, false, None, false),
        (true, true, None, true),
        (true, false, Some(true), true),
        (true, true, Some(false), false),
        (false, true, Some(true), false),
    ] {
        let mut world = world();
        world.apply(Change::AbilitySettingPut { ability: Ability::ViewWorkbook, available, default_on });
        if let Some(on) = own {
            world.apply(Change::AbilityPut { document: document("doc"), ability: Ability::ViewWorkbook, on });
        }
        check(&world, "vic", Verb::ViewWorkbook, if on { "allowed" } else { "content_role" });
        for who in ["edi", "mia", "dot", "max"] {
            check(&world, who, Verb::ViewWorkbook, "allowed");
        }
        check(&world, "eve", Verb::ViewWorkbook, "not_found");
    }
}

/// Who asks, the ability on or off, in the trash or not, and the answer.
const ASKING: &[(&str, bool, bool, &str)] = &[
    ("eve", true, false, "allowed"),
    ("eve", false, false, "not_found"),
    ("eve", true, true, "not_found"),
    ("vic", true, false, "allowed"),
    ("vic", false, false, "ability_off"),
    ("edi", true, false, "not_applicable"),
    ("mia", true, false, "not_applicable"),
    ("dot", true, false, "not_applicable"),
    ("max", false, false, "not_applicable"),
    ("nobody", true, false, "not_signed_in"),
    ("gus", true, false, "deactivated"),
];

#[test]
fn who_may_ask_for_access() {
    for (who, on, trashed, expected) in ASKING {
        let mut world = world();
        world.put_user("gus", false, false);
        world.apply(Change::AbilityPut { document: document("doc"), ability: Ability::RequestAccess, on: *on });
        if *trashed {
            world.trash("doc", true);
        }
        check(&world, who, Verb::RequestAccess, expected);
    }
    check(&world(), "eve", Verb::RequestAccess, "not_found");
}

use ConnectionRole::{NoAccess, Querier, RestrictedQuerier, Viewer};
use QueryKind::{AllViews, AlteredTopic, Dataset, Sql, Topic};

/// The tab's kind, the content role, the connection role, `view_workbook`, and the answer.
const TABS: &[(QueryKind, &str, ConnectionRole, bool, &str)] = &[
    // A viewer with the ability: topics and datasets, with restricted_querier or more.
    (Topic, "vic", NoAccess, true, "query_kind"),
    (Topic, "vic", Viewer, true, "query_kind"),
    (Topic, "vic", RestrictedQuerier, true, "allowed"),
    (Topic, "vic", Querier, true, "allowed"),
    (Dataset, "vic", Viewer, true, "query_kind"),
    (Dataset, "vic", RestrictedQuerier, true, "allowed"),
    // Other kinds never, however strong the connection role.
    (AllViews, "vic", Querier, true, "workbook_topics_only"),
    (AlteredTopic, "vic", Querier, true, "workbook_topics_only"),
    (Sql, "vic", Querier, true, "workbook_topics_only"),
    (Sql, "vic", ConnectionRole::ConnectionAdmin, true, "workbook_topics_only"),
    // Without the ability nothing.
    (Topic, "vic", Querier, false, "content_role"),
    (Sql, "vic", Querier, false, "content_role"),
    // Editors and up by their connection role, with the ability or without.
    (Topic, "edi", Viewer, true, "query_kind"),
    (Topic, "edi", RestrictedQuerier, false, "allowed"),
    (AllViews, "edi", RestrictedQuerier, true, "query_kind"),
    (AlteredTopic, "edi", RestrictedQuerier, false, "query_kind"),
    (Sql, "edi", RestrictedQuerier, true, "query_kind"),
    (AllViews, "edi", Querier, false, "allowed"),
    (AlteredTopic, "edi", Querier, false, "allowed"),
    (Sql, "edi", Querier, false, "allowed"),
    (Sql, "mia", RestrictedQuerier, true, "query_kind"),
    (Sql, "dot", Querier, false, "allowed"),
    // For somebody who sees nothing of the document there is no tab either.
    (Topic, "eve", Querier, true, "not_found"),
];

#[test]
fn workbook_tabs_by_kind_and_roles() {
    for boost in [false, true] {
        for (kind, who, role, on, expected) in TABS {
            let mut world = world();
            world.apply(Change::ConnectionPut { connection: connection("c"), name: "c".parse().expect("a name"), base_role: NoAccess });
            world.apply(Change::ConnectionRolePut { connection: connection("c"), principal: principal(who), role: *role });
            world.apply(Change::AbilityPut { document: document("doc"), ability: Ability::ViewWorkbook, on: *on });
            if boost && *who == "vic" {
                let grant = Change::GrantPut { node: node("doc"), principal: principal("vic"), role: ContentRole::Viewer, boost };
                world.apply(grant);
            }
            let answer = workbook_tab(&world.facts, &actor(who), document("doc"), connection("c"), *kind);
            let code = answer.as_ref().map_or_else(|denied| denied.code(), |()| "allowed");
            assert_eq!(code, *expected, "{kind:?} {who} {role} view_workbook={on} boost={boost}");
        }
    }
}
