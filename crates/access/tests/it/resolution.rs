//! Where a connection role comes from: base, group, nested group, person, admin, and those who have no base role.

use access::{
    Change, Door, LinkFacts, LinkMode, LinkRight, ModelRules, PublicLinks, QueryKind, Reason, Setting, connection_reasons, data_policy,
};
use vocab::ConnectionRole;

use crate::world::{World, actor, connection, document, link, report};

fn each() -> impl Iterator<Item = Option<ConnectionRole>> + Clone {
    std::iter::once(None).chain(ConnectionRole::ALL.iter().copied().map(Some))
}

/// "The highest one wins (the base is a floor). Instance admins are connection_admin everywhere."
#[test]
fn the_highest_of_base_group_nested_group_and_person_wins() {
    let order = |role: ConnectionRole| ConnectionRole::ALL.iter().position(|each| *each == role).expect("a role");
    let mut world = World::new();
    world.users("ana eve").admin("max").put_user("gone", false, false);
    world
        .group("inner", "ana gone max")
        .group("outer", "@inner")
        .group("foreign", "eve")
        .connection("other", ConnectionRole::ConnectionAdmin);
    let mut cases = 0;
    for base in ConnectionRole::ALL {
        world.connection("data", *base).connection_role("data", "@foreign", ConnectionRole::ConnectionAdmin);
        for (own, inner, outer) in each().flat_map(|own| each().flat_map(move |inner| each().map(move |outer| (own, inner, outer)))) {
            for (who, role) in [("ana", own), ("gone", own), ("max", own), ("@inner", inner), ("@outer", outer)] {
                let (connection, principal) = (connection("data"), crate::world::principal(who));
                world.apply(match role {
                    Some(role) => Change::ConnectionRolePut { connection, principal, role },
                    None => Change::ConnectionRoleRemoved { connection, principal },
                });
            }
            let given = [own, inner, outer].into_iter().flatten().chain([*base]);
            let strongest = given.max_by_key(|role| order(*role)).expect("there is a base");
            let case = format!("base {base}, own {own:?}, group {inner:?}, nested {outer:?}");
            for (who, expected) in [
                ("ana", strongest),
                ("max", ConnectionRole::ConnectionAdmin),
                ("gone", ConnectionRole::NoAccess),
                ("nobody", ConnectionRole::NoAccess),
                ("link:open", ConnectionRole::NoAccess),
            ] {
                assert_eq!(world.facts.connection_role(&actor(who), connection("data")), expected, "{who}: {case}");
            }
            let reasons = connection_reasons(&world.facts, &actor("ana"), connection("data"));
            let roles: Vec<ConnectionRole> = reasons.iter().map(role_of).collect();
            assert_eq!(roles.first(), Some(&strongest), "{case}");
            assert!(roles.is_sorted_by(|a, b| order(*a) >= order(*b)), "{case}: strongest first");
            assert_eq!(roles.len(), 1 + [own, inner, outer].into_iter().flatten().count(), "{case}: each source once");
            cases += 1;
        }
    }
    assert_eq!(cases, 6 * 7 * 7 * 7);
    assert_eq!(world.facts.connection_role(&actor("ana"), connection("none")), ConnectionRole::NoAccess);
}

fn role_of(reason: &Reason) -> ConnectionRole {
    match reason {
        Reason::Connection { role, .. } => *role,
        other => panic!("not about a connection: {other:?}"),
    }
}

/// Base, and roles of `ana`, `@inner` (where she is) and `@outer` (which holds that); then each source of hers in words.
type Said = (ConnectionRole, Option<ConnectionRole>, Option<ConnectionRole>, Option<ConnectionRole>, &'static [&'static str]);

const BASE: &str = "Connection role viewer through the base role of the connection.";

const SAID: &[Said] = &[
    (ConnectionRole::Viewer, None, None, None, &[BASE]),
    (ConnectionRole::Viewer, Some(ConnectionRole::Querier), None, None, &["Connection role querier through a role of their own.", BASE]),
    (ConnectionRole::Viewer, None, Some(ConnectionRole::Modeler), None, &["Connection role modeler through inner.", BASE]),
    (
        ConnectionRole::Viewer,
        None,
        None,
        Some(ConnectionRole::Querier),
        &["Connection role querier through inner, which is in outer.", BASE],
    ),
    (
        ConnectionRole::Viewer,
        Some(ConnectionRole::NoAccess),
        Some(ConnectionRole::RestrictedQuerier),
        Some(ConnectionRole::Querier),
        &[
            "Connection role querier through inner, which is in outer.",
            "Connection role restricted_querier through inner.",
            BASE,
            "Connection role no_access through a role of their own.",
        ],
    ),
];

#[test]
fn every_source_is_said_in_words() {
    for (base, own, inner, outer, expected) in SAID {
        let mut world = World::new();
        world.users("ana").group("inner", "ana").group("outer", "@inner").connection("data", *base);
        for (who, role) in [("ana", own), ("@inner", inner), ("@outer", outer)] {
            if let Some(role) = role {
                world.connection_role("data", who, *role);
            }
        }
        let said: Vec<String> =
            connection_reasons(&world.facts, &actor("ana"), connection("data")).iter().map(ToString::to_string).collect();
        assert_eq!(said, *expected);
    }
    let mut world = World::new();
    world.admin("max").connection("data", ConnectionRole::NoAccess);
    let said = connection_reasons(&world.facts, &actor("max"), connection("data"));
    assert_eq!(said[0].to_string(), "Connection role connection_admin through administering the instance.");
    assert_eq!(connection_reasons(&world.facts, &actor("nobody"), connection("data")), []);
    assert_eq!(connection_reasons(&world.facts, &actor("max"), connection("none")), []);
}

/// Of the one source that counts, when several say the same: their own and the base before a group.
#[test]
fn explaining_a_connection_names_the_group_only_where_it_counts() {
    for (base, own, group, expected) in [
        (ConnectionRole::Viewer, None, None, None),
        (ConnectionRole::Viewer, None, Some(ConnectionRole::Querier), Some("team")),
        (ConnectionRole::Querier, None, Some(ConnectionRole::Querier), None),
        (ConnectionRole::Viewer, Some(ConnectionRole::Querier), Some(ConnectionRole::Querier), None),
        (ConnectionRole::Viewer, Some(ConnectionRole::Querier), Some(ConnectionRole::Modeler), Some("team")),
        (ConnectionRole::Viewer, Some(ConnectionRole::Viewer), Some(ConnectionRole::NoAccess), None),
    ] {
        let mut world = World::new();
        world.users("ana").group("team", "ana").connection("data", base);
        for (who, role) in [("ana", own), ("@team", group)] {
            if let Some(role) = role {
                world.connection_role("data", who, role);
            }
        }
        let decision = access::decide(&world.facts, &actor("ana"), access::Verb::View, connection("data"));
        let via = decision.because.iter().find_map(|reason| match reason {
            Reason::Connection { via, .. } => Some(via.as_deref()),
            _ => None,
        });
        assert_eq!(via, Some(expected), "base {base}, own {own:?}, group {group:?}");
    }
}

/// A visitor of a link has no base role: neither does a strong base open more through the link, nor does none close it.
#[test]
fn a_visitor_of_a_link_gets_no_base_role() {
    for base in ConnectionRole::ALL {
        let mut world = World::new();
        world.users("ana").put("doc", "shared", "ana").connection("data", *base);
        world.apply(Change::SettingPut(Setting::PublicLinks(PublicLinks::Anyone)));
        let (id, mode, rights) = (link("open"), LinkMode::Everyone, [LinkRight::View].into());
        let link = LinkFacts { id, document: document("doc"), report: report("r"), mode, rights, attributes: [].into(), enabled: true };
        world.apply(Change::LinkPut { link });
        for kind in QueryKind::ALL {
            let ask = |door| data_policy(&world.facts, &actor("link:open"), connection("data"), &ModelRules::default(), *kind, door);
            let tile = matches!(kind, QueryKind::Topic | QueryKind::Dataset);
            assert_eq!(ask(Door::Link(id)).is_ok(), tile, "{base} {kind:?}");
            for door in [Door::Workbook, Door::Dashboard(document("doc"))] {
                assert!(ask(door).is_err_and(|denied| denied.hidden), "{base} {kind:?} {door:?}");
            }
        }
        for verb in access::Verb::ALL {
            assert!(!access::decide(&world.facts, &actor("link:open"), *verb, connection("data")).allowed(), "{base} {verb:?}");
        }
    }
}
