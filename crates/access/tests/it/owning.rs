//! Ownership, standing alone, and what two readers may both read: the sentences of access.md as cases.

use access::{
    Change, ColumnRule, DataPolicy, Door, Grant, GrantExpr, ModelRules, QueryKind, RowRule, Setting, Start, TableRules, TransferRefused,
    data_policy, farewell, owned_along, owner_there, stand_alone_check, starting_grants, transfer_check,
};
use vocab::{ConnectionRole, ContentRole, ModelName};

use crate::world::{World, actor, connection, folder, group, node, parent, principal, text, user};

/// `f_1` is Ana's; in it `f_2` and `doc`, which is Ben's. Everyone views, the team edits, Eve manages by name, Zoe has a boost from above.
fn world() -> World {
    let mut world = World::new();
    world
        .users("ana ben eve zoe tim")
        .admin("max")
        .put_user("gone", false, false)
        .group("team", "tim")
        .group("chiefs", "zoe")
        .group("super", "tim");
    world.put("f_1", "shared", "ana").put("f_2", "f_1", "ana").put("doc", "f_1", "ben").put("f_3", "f_2", "ana").put("in", "f_3", "ben");
    world.grant("f_1", "*", ContentRole::Viewer).grant("f_1", "@team", ContentRole::Editor).grant("doc", "eve", ContentRole::Manager);
    world.apply(Change::GrantPut { node: node("f_1"), principal: principal("zoe"), role: ContentRole::Viewer, boost: true });
    world.grant("doc", "zoe", ContentRole::Editor).grant("doc", "ana", ContentRole::NoAccess);
    world
}

fn told(world: &World, who: &str, name: &str, start: Start) -> Vec<(String, ContentRole, bool)> {
    let people = ["ana", "ben", "eve", "zoe", "tim", "max", "@team", "@chiefs", "@super", "*"];
    let name_of = |grant: &Grant| people.iter().find(|name| principal(name) == grant.principal).copied().unwrap_or("somebody").to_owned();
    let grants = starting_grants(&world.facts, &actor(who), node(name), start);
    let mut told: Vec<_> = grants.iter().map(|grant| (name_of(grant), grant.role, grant.boost)).collect();
    told.sort();
    told
}

#[test]
fn standing_alone_starts_with_what_was_granted_or_with_nobody() {
    use ContentRole::{Editor, Manager, NoAccess, Viewer};
    let mut world = world();
    let own =
        |list: &[(&str, ContentRole, bool)]| list.iter().map(|(name, role, boost)| ((*name).to_owned(), *role, *boost)).collect::<Vec<_>>();
    // The strongest of each, and the boost if any carries it; Eve is manager already.
    let present =
        own(&[("*", Viewer, false), ("@team", Editor, false), ("ana", NoAccess, false), ("eve", Manager, false), ("zoe", Editor, true)]);
    assert_eq!(told(&world, "eve", "doc", Start::Present), present);
    // Ana manages by owning the folder above, which is cut: she stays manager by a grant of her own, in the place of the one that gave nothing.
    let ana =
        own(&[("*", Viewer, false), ("@team", Editor, false), ("ana", Manager, false), ("eve", Manager, false), ("zoe", Editor, true)]);
    assert_eq!(told(&world, "ana", "doc", Start::Present), ana);
    assert_eq!(told(&world, "ana", "doc", Start::Empty), own(&[("ana", Manager, false)]));
    assert_eq!(told(&world, "eve", "doc", Start::Empty), own(&[("eve", Manager, false)]), "her grant goes with the others");
    for nobody_needs_one in ["ben", "max"] {
        assert_eq!(
            told(&world, nobody_needs_one, "doc", Start::Empty),
            own(&[]),
            "{nobody_needs_one}: the owner and the admins stay anyhow"
        );
    }
    world.apply(Change::InstanceGrantPut { group: group("super"), role: Manager });
    assert_eq!(told(&world, "tim", "doc", Start::Empty), own(&[]), "a role on everything reaches below what stands alone");
    world.apply(Change::InstanceGrantPut { group: group("super"), role: Editor });
    assert_eq!(told(&world, "tim", "doc", Start::Empty), own(&[("tim", Manager, false)]));
    // Manager through a group that is granted here counts as well as by name.
    world.grant("doc", "@chiefs", Manager);
    assert!(!told(&world, "zoe", "doc", Start::Present).contains(&("zoe".to_owned(), Manager, true)));
    assert_eq!(told(&world, "zoe", "doc", Start::Empty), own(&[("zoe", Manager, false)]));
    // A boost on a grant that gives nothing is none; a grant to the owner is not kept.
    world.apply(Change::GrantPut { node: node("doc"), principal: principal("ana"), role: NoAccess, boost: true });
    world.grant("doc", "ben", Editor);
    let kept = told(&world, "eve", "doc", Start::Present);
    assert!(kept.contains(&("ana".to_owned(), NoAccess, false)) && kept.iter().all(|(name, ..)| name != "ben"), "{kept:?}");
    // In somebody's own documents the organization's role gives nothing, and is not taken along.
    world.put("mine", "~ana", "ana").grant("mine", "*", Editor).grant("mine", "eve", Viewer);
    assert_eq!(told(&world, "ana", "mine", Start::Present), own(&[("eve", Viewer, false)]));
    assert_eq!(told(&world, "nobody", "doc", Start::Present), own(&[]));
    assert_eq!(told(&world, "eve", "none", Start::Present), own(&[]));
}

#[test]
fn who_may_make_something_stand_alone() {
    let mut world = world();
    let code = |world: &World, who: &str| stand_alone_check(&world.facts, &actor(who), node("doc")).map_err(|denied| denied.code());
    assert_eq!(
        (code(&world, "eve"), code(&world, "max"), code(&world, "tim"), code(&world, "gone")),
        (Ok(()), Ok(()), Err("content_role"), Err("deactivated"))
    );
    world.apply(Change::SettingPut(Setting::StopInheriting(false)));
    assert_eq!(
        (code(&world, "eve"), code(&world, "max"), code(&world, "tim")),
        (Err("stop_inheriting_off"), Err("stop_inheriting_off"), Err("content_role"))
    );
}

#[test]
fn ownership_goes_to_a_manager_and_folders_follow() {
    let mut world = world();
    let check = |world: &World, who: &str, name: &str, to: &str| match transfer_check(&world.facts, &actor(who), node(name), user(to)) {
        Ok(()) => "ok",
        Err(TransferRefused::Denied(denied)) => denied.code(),
        Err(TransferRefused::NotManager) => "not_manager",
        Err(TransferRefused::OwnedByFolder(above)) => {
            assert!(above == folder("f_1") || above == folder("f_2"));
            "owned_by_folder"
        }
    };
    world.grant("doc", "gone", ContentRole::Manager);
    for (who, name, to, expected) in [
        ("ben", "doc", "eve", "ok"),
        ("eve", "doc", "eve", "ok"),
        ("ana", "doc", "eve", "ok"),
        ("ben", "doc", "max", "ok"),
        ("ben", "doc", "ben", "ok"),
        ("ben", "doc", "ana", "ok"),
        ("ben", "doc", "zoe", "not_manager"),
        ("ben", "doc", "tim", "not_manager"),
        ("ben", "doc", "gone", "not_manager"),
        ("ben", "doc", "nobody here", "not_manager"),
        ("zoe", "doc", "eve", "content_role"),
        ("zoe", "doc", "ben", "content_role"),
        ("gone", "doc", "eve", "deactivated"),
        ("ana", "none", "eve", "not_found"),
        ("ana", "f_1", "max", "ok"),
        ("ana", "f_2", "max", "owned_by_folder"),
        ("ana", "f_2", "ana", "ok"),
    ] {
        assert_eq!(check(&world, who, name, to), expected, "{who} gives {name} to {to}");
    }
    let mut along = owned_along(&world.facts, node("f_1"));
    along.sort();
    let mut both = [folder("f_2"), folder("f_3")];
    both.sort();
    assert_eq!(along, both);
    world.stand_alone("f_2");
    assert_eq!(check(&world, "ana", "f_2", "max"), "ok");
    assert_eq!(owned_along(&world.facts, node("f_1")), []);
    assert_eq!((owned_along(&world.facts, node("f_2")), owned_along(&world.facts, node("doc"))), (vec![folder("f_3")], vec![]));
    world.put("f_9", "shared", "eve");
    let there = |name: &str, place: &str| owner_there(&world.facts, node(name), parent(place));
    assert_eq!(
        (there("f_2", "f_9"), there("f_2", "shared"), there("doc", "f_9")),
        (Some(user("eve")), Some(user("ana")), Some(user("ben")))
    );
    assert_eq!((there("none", "f_9"), there("f_2", "f_none")), (None, None));
    assert_eq!(farewell(user("ana")), Grant { principal: principal("ana"), role: ContentRole::Manager, boost: false });
}

fn name(text: &str) -> ModelName {
    text.parse().expect("a name")
}

fn policy(world: &World, who: &str, on: &str, rules: &ModelRules) -> DataPolicy {
    data_policy(&world.facts, &actor(who), connection(on), rules, QueryKind::Sql, Door::Workbook).expect("a querier may")
}

#[test]
fn t56_two_readers_meet_in_what_both_may_read() {
    let mut world = World::new();
    world.users("ana ben eve zoe").connection("a", ConnectionRole::Querier).connection("b", ConnectionRole::Querier);
    world.attribute("carrier", true, None).attribute("team", false, None);
    for (who, carrier, team) in
        [("ana", &["*"][..], "staff"), ("ben", &["UA"], "staff"), ("eve", &["AA"], "guests"), ("zoe", &[], "guests")]
    {
        if !carrier.is_empty() {
            world.value(who, "carrier", carrier);
        }
        world.value(who, "team", &[team]);
    }
    let staff = access::AccessGrant { user_attribute: name("team"), allowed_values: vec![text("staff")], access_boostable: false };
    let rule =
        ColumnRule { column: "carrier".to_owned(), user_attribute: name("carrier"), values_for_unfiltered: vec![text("*")], like: false };
    let guard = GrantExpr::parse(["staff"]).expect("an expression");
    let flights =
        TableRules { row_policies: vec![rule], guarded_columns: [("tail".to_owned(), guard.clone())].into(), ..TableRules::default() };
    let rules = ModelRules {
        grants: [(name("staff"), staff)].into(),
        tables: [
            ("flights".into(), flights),
            ("plain".into(), TableRules { guarded_columns: [("cost".to_owned(), guard)].into(), ..TableRules::default() }),
        ]
        .into(),
    };
    let of = |who: &str| policy(&world, who, "a", &rules);
    let rows = |policy: &DataPolicy| policy.table(&"flights".into()).expect("the model speaks of it").rows.clone();
    let values = |policy: &DataPolicy| match rows(policy) {
        RowRule::All => "all".to_owned(),
        RowRule::Refused(reason) => reason.code().to_owned(),
        RowRule::Where(predicates) => format!("{}", predicates.len()),
    };
    let hidden = |policy: &DataPolicy| policy.tables().map(|(_, table)| table.hidden_columns.len()).sum::<usize>();
    for (mine, theirs, expected, columns) in [
        ("ana", "ana", "all", 0),
        ("ana", "ben", "1", 0),
        ("ben", "ana", "1", 0),
        ("ben", "ben", "1", 0),
        ("ben", "eve", "2", 2),
        ("ana", "zoe", "missing_attribute", 2),
        ("zoe", "eve", "missing_attribute", 2),
    ] {
        let met = of(mine).meet(&of(theirs));
        assert_eq!((values(&met).as_str(), hidden(&met)), (expected, columns), "{mine} and {theirs}");
        assert_eq!(met.connection(), connection("a"));
    }
    // Of what only one of them may read there is nothing, and of two connections either.
    let fewer = ModelRules {
        tables: rules
            .tables
            .iter()
            .filter(|(table, _)| table.as_str() == "plain")
            .map(|(table, rules)| (table.clone(), rules.clone()))
            .collect(),
        ..rules.clone()
    };
    let met = of("ana").meet(&policy(&world, "ben", "a", &fewer));
    assert!(met.table(&"flights".into()).is_none() && met.table(&"plain".into()).is_some());
    assert_eq!(of("ana").meet(&policy(&world, "ana", "b", &rules)).tables().count(), 0);
    // Equal is who reads the same on the same connection, and nobody else.
    assert_eq!(of("ben"), of("ben"));
    for other in ["ana", "eve", "zoe"] {
        assert_ne!(of("ben"), of(other));
    }
    assert_ne!(of("ben"), policy(&world, "ben", "b", &rules));
}
