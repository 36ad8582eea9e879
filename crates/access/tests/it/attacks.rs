//! Lines of the attack list that are about the core: cycles, depth, forged cursors, big numbers, ghosts, look-alike keys.

use std::time::{Duration, Instant};

use access::{
    AccessGrant, Actor, Browse, Change, ColumnRule, Door, Edit, Facts, FactsError, GrantExpr, LinkFacts, LinkMode, LinkRight, List,
    ListError, Listing, Mask, MaskRule, MaskSql, ModelRules, NodeId, Parent, PublicLinks, QueryKind, Setting, TableName, TableRules,
    Target, Verb, View, decide, permit, scope_list,
};
use proptest::prelude::*;
use vocab::{AttributeValue, ConnectionRole, ContentRole, FolderId, GroupId, UserId};

use crate::reference::user_put;
use crate::world::{World, actor, connection, document, folder, group, link, node, parent, principal, report, text, user};

fn numbered_user(at: u32) -> UserId {
    UserId::from_parts(u64::from(at), [7; 10])
}

fn numbered_group(at: u32) -> GroupId {
    GroupId::from_parts(u64::from(at), [7; 10])
}

#[test]
fn t95_cycles_are_refused_with_their_path() {
    let mut world = World::new();
    world.users("ana").group("a", "ana").group("b", "@a").group("c", "@b");
    let refused = world.try_apply(Change::MemberPut { group: group("a"), member: principal("@c") });
    assert_eq!(refused, Err(FactsError::GroupCycle { path: vec![group("a"), group("c"), group("b"), group("a")] }));
    let refused = world.try_apply(Change::MemberPut { group: group("a"), member: principal("@a") });
    assert_eq!(refused, Err(FactsError::GroupCycle { path: vec![group("a"), group("a")] }));
    world.put("f_1", "shared", "ana").put("f_2", "f_1", "ana").put("f_3", "f_2", "ana");
    let moved = world.alter("f_1", |place, _, _| *place = parent("f_3"));
    let path = vec![folder("f_1"), folder("f_3"), folder("f_2"), folder("f_1")];
    assert_eq!(world.try_apply(moved), Err(FactsError::FolderCycle { path }));
    assert_eq!(world.facts.ancestors(node("f_3")), [folder("f_2"), folder("f_1")], "nothing changed");
    let mut loaded = vec![user_put(user("ana"), false, true)];
    for (name, place) in [("f_1", "f_2"), ("f_2", "f_1")] {
        let (folder, name) = (folder(name), name.parse().expect("a name"));
        loaded.push(Change::FolderPut { folder, parent: parent(place), owner: user("ana"), name, stands_alone: false, trashed: false });
    }
    assert!(Facts::load(loaded).is_err(), "facts with a cycle are no facts");
}

#[test]
fn t96_depth_is_bounded_by_an_error_of_its_own() {
    let mut world = World::new();
    world.users("ana");
    let mut made = 0;
    let refused = (1..=100_u32).find_map(|at| {
        world.apply(Change::GroupPut { group: numbered_group(at), name: "g".parse().expect("a name") });
        let member = if at == 1 { principal("ana") } else { numbered_group(at - 1).into() };
        made = at;
        world.try_apply(Change::MemberPut { group: numbered_group(at), member }).err()
    });
    assert_eq!(refused, Some(FactsError::GroupsTooDeep { depth: Facts::GROUP_DEPTH + 1, limit: Facts::GROUP_DEPTH }));
    world.users("ben").put("doc", "shared", "ben");
    for at in [made - 1, made] {
        world.apply(Change::GrantPut { node: node("doc"), principal: numbered_group(at).into(), role: ContentRole::Viewer, boost: false });
        world.revoke("doc", "*");
    }
    assert_eq!(world.role("ana", "doc"), ContentRole::Viewer, "the deepest chain that is allowed is followed");

    let mut place = "shared".to_owned();
    for at in 1..=Facts::FOLDER_DEPTH {
        world.put(&format!("f_{at}"), &place, "ben");
        place = format!("f_{at}");
    }
    world.put("deep", &place, "ben").grant("f_1", "ana", ContentRole::Editor);
    assert_eq!(world.role("ana", "deep"), ContentRole::Editor, "a document at the limit inherits from the top");
    let (folder, name) = (folder("f_more"), "more".parse().expect("a name"));
    let refused = world.try_apply(Change::FolderPut {
        folder,
        parent: parent(&place),
        owner: user("ben"),
        name,
        stands_alone: false,
        trashed: false,
    });
    assert_eq!(refused, Err(FactsError::FoldersTooDeep { depth: 8, limit: 7 }));
    world.put("f_top", "shared", "ben");
    let moved = world.alter("f_1", |place, _, _| *place = parent("f_top"));
    assert_eq!(world.try_apply(moved.clone()), Err(FactsError::FoldersTooDeep { depth: 8, limit: 7 }));
    assert!(access::preview(&world.facts, &[moved]).is_err(), "the preview refuses what the change would");
}

#[test]
fn t96_ten_thousand_groups_and_a_ladder_of_diamonds_are_decided_in_bounded_time() {
    let mut world = World::new();
    world.users("ana ben").put("doc", "shared", "ben");
    for at in 0..10_000 {
        world.apply(Change::GroupPut { group: numbered_group(at), name: "g".parse().expect("a name") });
        world.apply(Change::MemberPut { group: numbered_group(at), member: principal("ana") });
    }
    // Every group of a rung is in both of the next: 2^30 paths.
    for rung in 0..30 {
        for (below, above) in [(0, 2), (0, 3), (1, 2), (1, 3)] {
            let (group, member) = (numbered_group(rung * 2 + above), numbered_group(rung * 2 + below).into());
            world.apply(Change::MemberPut { group, member });
        }
    }
    world.apply(Change::GrantPut { node: node("doc"), principal: numbered_group(9_999).into(), role: ContentRole::Viewer, boost: false });
    let start = Instant::now();
    for _ in 0..1_000 {
        assert!(permit::<View, _>(&world.facts, &actor("ana"), document("doc")).is_ok());
    }
    assert_eq!(access::reach(&world.facts, node("doc")).len(), 2);
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[test]
fn t102_grants_past_65_536_on_one_object_all_count() {
    const MANY: u32 = 70_000;
    let mut changes: Vec<Change> = (0..MANY + 1).map(|at| user_put(numbered_user(at), false, true)).collect();
    let (owner, name) = (numbered_user(0), "doc".parse().expect("a name"));
    changes.push(Change::DocumentPut {
        document: document("doc"),
        parent: parent("shared"),
        owner,
        name,
        stands_alone: false,
        trashed: false,
    });
    let grant = |at, role| Change::GrantPut { node: node("doc"), principal: numbered_user(at).into(), role, boost: false };
    changes.extend((1..MANY).rev().map(|at| grant(at, ContentRole::Viewer)));
    let mut facts = Facts::load(changes).expect("it fits");
    assert_eq!((facts.grants(node("doc")).len(), access::reach(&facts, node("doc")).len()), (MANY as usize - 1, MANY as usize));
    for (at, expected) in [(1, true), (65_535, true), (65_536, true), (MANY - 1, true), (MANY, false)] {
        assert_eq!(permit::<View, _>(&facts, &Actor::User(numbered_user(at)), document("doc")).is_ok(), expected, "{at}");
    }
    facts.apply(Change::GrantRemoved { node: node("doc"), principal: numbered_user(65_536).into() }).expect("revoked");
    facts.apply(grant(MANY, ContentRole::Editor)).expect("granted");
    assert!(permit::<View, _>(&facts, &Actor::User(numbered_user(65_536)), document("doc")).is_err());
    assert!(permit::<Edit, _>(&facts, &Actor::User(numbered_user(MANY)), document("doc")).is_ok());
}

#[test]
fn t97_forged_cursors_and_those_of_other_lists_are_refused() {
    let mut world = World::new();
    world.users("ana ben").put("f_1", "shared", "ana").put("f_2", "shared", "ana");
    for at in 0..9 {
        world.put(&format!("d{at}"), "f_1", "ana").put(&format!("e{at}"), "f_2", "ana");
    }
    world.grant("f_1", "ben", ContentRole::Viewer).facts.set_cursor_key([1; 32]);
    let list = |place: &str, cursor: Option<String>| List { limit: 4, cursor, ..List::new(Listing::Children(parent(place))) };
    let cursor =
        scope_list(&world.facts, &actor("ana"), &list("f_1", None)).expect("a page").next_cursor().map(str::to_owned).expect("more");
    let ask = |who: &str, list: &List| scope_list(&world.facts, &actor(who), list).map(|page| page.items().len());
    assert_eq!(ask("ana", &list("f_1", Some(cursor.clone()))), Ok(4));
    assert_eq!(ask("ben", &list("f_1", Some(cursor.clone()))), Err(ListError::Cursor), "somebody else's");
    assert_eq!(ask("ana", &list("f_2", Some(cursor.clone()))), Err(ListError::Cursor), "another folder's");
    assert_eq!(
        ask("ana", &List { text: Some("d".to_owned()), ..list("f_1", Some(cursor.clone())) }),
        Err(ListError::Cursor),
        "another search's"
    );
    for at in 0..cursor.len() {
        let mut forged = cursor.clone().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        assert_eq!(ask("ana", &list("f_1", String::from_utf8(forged).ok())), Err(ListError::Cursor), "byte {at}");
    }
    for forged in ["", "AAAA", "é", "../..", &"A".repeat(5_000)] {
        assert_eq!(ask("ana", &list("f_1", Some(forged.to_owned()))), Err(ListError::Cursor), "{forged:.10}");
    }
    // The last item of a page may be gone or renamed by then; the next page starts where it was.
    world.apply(Change::NodeRemoved { node: node("d3") });
    let page = scope_list(&world.facts, &actor("ana"), &list("f_1", Some(cursor))).expect("still good");
    assert_eq!(page.items().iter().map(|item| item.object).collect::<Vec<_>>(), ["d4", "d5", "d6", "d7"].map(node));
}

#[test]
fn t98_everyone_with_a_condition_is_not_everyone() {
    let mut world = World::new();
    world
        .users("ana ben")
        .put_user("gone", false, false)
        .put("mine", "~ana", "ana")
        .put("doc", "shared", "ana")
        .put("f_1", "shared", "ana");
    world.grant("mine", "*", ContentRole::Editor).grant("doc", "*", ContentRole::Viewer).put("inner", "f_1", "ana").grant(
        "f_1",
        "*",
        ContentRole::Viewer,
    );
    world.stand_alone("inner").apply(Change::SettingPut(Setting::PublicLinks(PublicLinks::SignedIn)));
    let put = |world: &mut World, mode, enabled, rights: &[LinkRight]| {
        let rights = rights.iter().copied().collect();
        let link =
            LinkFacts { id: link("l"), document: document("doc"), report: report("r"), mode, rights, attributes: [].into(), enabled };
        world.apply(Change::LinkPut { link });
    };
    put(&mut world, LinkMode::Everyone, true, &[LinkRight::View]);
    let may = |world: &World, who: &str, target: Target| decide(&world.facts, &actor(who), Verb::View, target).allowed();
    for (who, name, expected) in [
        ("ben", "doc", true),
        ("ben", "mine", false),
        ("ben", "inner", false),
        ("gone", "doc", false),
        ("nobody", "doc", false),
        ("link:l", "doc", false),
    ] {
        assert_eq!(may(&world, who, node(name).into()), expected, "{who} {name}");
    }
    let at_link = |world: &World| ["ben", "gone", "nobody", "link:l"].map(|who| may(world, who, Target::Link(link("l"))));
    assert_eq!(at_link(&world), [true, false, false, false], "everyone with a login");
    world.apply(Change::SettingPut(Setting::PublicLinks(PublicLinks::Anyone)));
    assert_eq!(at_link(&world), [true, false, true, true]);
    put(&mut world, LinkMode::Everyone, false, &[LinkRight::View]);
    assert_eq!(at_link(&world), [false; 4], "switched off");
    put(&mut world, LinkMode::Everyone, true, &[LinkRight::DownloadData]);
    assert_eq!(at_link(&world), [false; 4], "without the right to view there is nothing to download");
    put(&mut world, LinkMode::Folder, true, &[LinkRight::View]);
    assert_eq!(at_link(&world), [true, false, false, false]);
}

#[test]
fn t99_ids_and_names_are_compared_byte_by_byte() {
    let mut world = World::new();
    world.users("ana").put("Doc", "shared", "ana").put("doc", "shared", "ana");
    assert_ne!(document("Doc"), document("doc"));
    let page = scope_list(&world.facts, &actor("ana"), &List::new(Listing::Children(parent("shared")))).expect("a page");
    assert_eq!(page.items().iter().map(|item| item.object).collect::<Vec<_>>(), ["Doc", "doc"].map(node), "two things, in one order");
    assert!(document("doc").to_string().to_uppercase().parse::<NodeId>().is_err());
    assert!(format!(" {}", document("doc")).parse::<NodeId>().is_err());
}

#[test]
fn t14_what_comes_in_the_place_of_something_removed_starts_empty() {
    let mut world = World::new();
    world.users("ana ben").group("g", "ana").put("doc", "shared", "ben").connection("data", ConnectionRole::NoAccess);
    let grant_all = |world: &mut World| {
        world.grant("doc", "ana", ContentRole::Manager).grant("doc", "@g", ContentRole::Editor).connection_role(
            "data",
            "@g",
            ConnectionRole::Modeler,
        );
        world.connection_role("data", "ana", ConnectionRole::Querier);
    };
    grant_all(&mut world);
    world.apply(Change::GroupRemoved { group: group("g") }).group("other", "ana");
    assert_eq!(world.facts.grants(node("doc")).len(), 1, "the new group has not inherited the old one's place");
    world.apply(Change::UserRemoved { user: user("ana") }).users("zoe");
    assert_eq!(world.role("zoe", "doc"), ContentRole::NoAccess);
    assert_eq!(world.facts.connection_role(&actor("zoe"), connection("data")), ConnectionRole::NoAccess);
    world.users("ana");
    assert_eq!(
        (world.role("ana", "doc"), world.facts.groups_of(principal("ana"))),
        (ContentRole::NoAccess, Vec::new()),
        "nor has she, come back"
    );
    world
        .grant("doc", "ana", ContentRole::Manager)
        .apply(Change::NodeRemoved { node: node("doc") })
        .put("new", "shared", "ben")
        .put("doc", "shared", "ben");
    assert_eq!((world.role("ana", "doc"), world.role("ana", "new")), (ContentRole::NoAccess, ContentRole::NoAccess));
}

#[test]
fn t02_forbidden_and_absent_are_the_same_answer() {
    let mut world = World::new();
    world.users("ana ben").put("f_1", "shared", "ana").put("doc", "f_1", "ana").connection("data", ConnectionRole::NoAccess);
    for who in ["ben", "nobody", "link:none"] {
        for verb in Verb::ALL {
            for (there, absent) in [
                (Target::from(node("doc")), Target::from(node("none"))),
                (node("f_1").into(), node("f_none").into()),
                (connection("data").into(), connection("none").into()),
                ((document("doc"), report("r")).into(), (document("none"), report("r")).into()),
                (Target::Hub(access::Hub::Personal(user("ana"))), Target::Hub(access::Hub::Personal(user("none")))),
            ] {
                let [there, absent] = [there, absent].map(|target| decide(&world.facts, &actor(who), *verb, target));
                assert!(
                    there.hidden && !there.allowed() && there.because.first() == absent.because.first(),
                    "{who} {verb:?} {there:?} {absent:?}"
                );
            }
        }
    }
    let list = |place: Parent| scope_list(&world.facts, &actor("ben"), &List::new(Listing::Children(place))).err();
    assert_eq!(list(parent("f_1")), list(parent("f_none")));
    assert!(permit::<Browse, FolderId>(&world.facts, &actor("ben"), folder("f_1")).is_err_and(|denied| denied.hidden));
}

#[derive(Debug, Clone, PartialEq)]
struct Policy {
    table: String,
    column: String,
    like: bool,
    values: Vec<String>,
    guarded: Vec<String>,
    /// Column, kind of mask, text.
    masked: Option<(String, u8, String)>,
    second: bool,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Names and values made of what could pass for structure: lengths, tags, separators, quotes.
    #[test]
    fn t61_two_policies_never_share_a_fingerprint(a in policy(), b in policy()) {
        let fingerprint = |policy: &Policy| {
            let mut world = World::new();
            world.users("ana").connection("data", ConnectionRole::Querier).attribute("who", true, None);
            let values: Vec<&str> = policy.values.iter().map(String::as_str).collect();
            if !values.is_empty() {
                world.value("ana", "who", &values);
            }
            let name: vocab::ModelName = "who".parse().expect("a name");
            let rule = ColumnRule { column: policy.column.clone(), user_attribute: name.clone(), values_for_unfiltered: Vec::new(), like: policy.like };
            let row_policies = if policy.second { vec![rule.clone(), rule] } else { vec![rule] };
            let never = AccessGrant { user_attribute: name.clone(), allowed_values: vec![AttributeValue::Boolean(true)], access_boostable: false };
            let guarded_columns = policy.guarded.iter().map(|column| (column.clone(), GrantExpr::parse(["never"]).expect("an expression"))).collect();
            let masks = policy.masked.iter().map(|(column, kind, text)| {
                let with = match kind {
                    0 => Mask::Null,
                    1 => Mask::Text(text.clone()),
                    2 => Mask::Hash,
                    _ => Mask::Sql(MaskSql { text: text.clone(), columns: [column.clone()].into() }),
                };
                (column.clone(), vec![MaskRule { unless: GrantExpr::parse(["never"]).expect("an expression"), with }])
            });
            let table = TableRules { row_policies, guarded_columns, masks: masks.collect(), ..TableRules::default() };
            let rules = ModelRules { grants: [("never".parse().expect("a name"), never)].into(), tables: [(TableName(policy.table.clone()), table)].into() };
            let made = access::data_policy(&world.facts, &actor("ana"), connection("data"), &rules, QueryKind::Sql, Door::Workbook).expect("a querier may");
            made.fingerprint().to_vec()
        };
        let normal = |policy: &Policy| {
            let mut policy = policy.clone();
            for list in [&mut policy.values, &mut policy.guarded] {
                list.sort();
                list.dedup();
            }
            // A hidden column needs no mask, and two kinds of masks have no text.
            policy.masked = policy.masked.filter(|(column, ..)| !policy.guarded.contains(column));
            if let Some((_, 0 | 2, text)) = &mut policy.masked {
                text.clear();
            }
            if policy.values.is_empty() {
                // Refused for want of a value: what the rule would have been makes no difference.
                policy = Policy { column: String::new(), like: false, second: false, ..policy };
            }
            policy
        };
        prop_assert_eq!(fingerprint(&a) == fingerprint(&b), normal(&a) == normal(&b));
    }
}

fn policy() -> impl Strategy<Value = Policy> {
    let word = || {
        prop::sample::select(vec!["", "a", "b", "ab", ",", "\0", "\u{1}", "a\0", "\0a", "\"", "a,b", "\0\0\0\0\0\0\0\u{1}"])
            .prop_map(str::to_owned)
    };
    let words = || prop::collection::vec(word(), 0..3);
    let masked = prop::option::of((word(), 0..4_u8, word()));
    let parts = (word(), word(), any::<bool>(), words(), words(), masked, any::<bool>());
    parts.prop_map(|(table, column, like, values, guarded, masked, second)| Policy { table, column, like, values, guarded, masked, second })
}

#[test]
fn t61_kinds_of_values_are_kept_apart() {
    let fingerprint = |kind, value: AttributeValue| {
        let mut world = World::new();
        let name: vocab::ModelName = "who".parse().expect("a name");
        world.users("ana").connection("data", ConnectionRole::Querier);
        world.apply(Change::AttributePut { name: name.clone(), kind, multiple: false, default: Some(vec![value]) });
        let rule = ColumnRule { column: "c".to_owned(), user_attribute: name, values_for_unfiltered: Vec::new(), like: false };
        let table = TableRules { row_policies: vec![rule], ..TableRules::default() };
        let rules = ModelRules { tables: [("t".into(), table)].into(), ..ModelRules::default() };
        access::data_policy(&world.facts, &actor("ana"), connection("data"), &rules, QueryKind::Sql, Door::Workbook)
            .expect("a querier may")
            .fingerprint()
            .to_vec()
    };
    let all = [
        fingerprint(vocab::AttributeKind::String, text("1")),
        fingerprint(vocab::AttributeKind::String, text("true")),
        fingerprint(vocab::AttributeKind::Number, AttributeValue::Number(1.0)),
        fingerprint(vocab::AttributeKind::Boolean, AttributeValue::Boolean(true)),
    ];
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
}
