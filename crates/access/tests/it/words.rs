//! Small pure things: expressions, words, ids and proofs.

use access::{
    Actor, ColumnPredicate, Edit, GrantExpr, Manage, NodeId, Reason, RowRule, SYSTEM_ATTRIBUTES, SourceKind, TokenScope, Verb, View,
    ViewWorkbook, access_entries, attribute_values, permit, seen_as,
};
use vocab::{AttributeValue, ContentRole};

use crate::world::{World, actor, document, folder, group, link, node, principal, report, text, user};

fn expr(items: &[&str]) -> GrantExpr {
    GrantExpr::parse(items.iter().copied()).expect("an expression")
}

#[test]
fn expressions_are_read_joined_and_written() {
    for (items, written, names) in [
        (&[][..], "", &[][..]),
        (&["a"], "a", &["a"]),
        (&["a|b"], "a | b", &["a", "b"]),
        (&["a & b | c", "d"], "a & b | c, d", &["a", "b", "c", "d"]),
    ] {
        let found = expr(items);
        assert_eq!(found.to_string(), written);
        assert_eq!(found.names().map(|name| name.as_str()).collect::<Vec<_>>(), names);
        assert_eq!(found.is_open(), items.is_empty());
        assert_eq!(found.clone().and(&GrantExpr::open()), found);
        assert_eq!(GrantExpr::open().and(&found), found);
    }
    assert_eq!(expr(&["a", "b"]).and(&expr(&["b", "c"])).to_string(), "a, b, c", "each item once");
    let wrong = GrantExpr::parse(["fine", "a | B"]).expect_err("capitals are no name");
    assert_eq!(wrong.to_string(), "`B` in `a | B` is not the name of an access grant; write names joined by `|` and `&`");
}

#[test]
fn rules_are_told_in_words() {
    let one_of = |values: Vec<AttributeValue>| ColumnPredicate::OneOf { column: "c".to_owned(), values };
    let numbers = |count: usize| (0..count).map(|at| AttributeValue::Number(at as f64)).collect::<Vec<_>>();
    let like = ColumnPredicate::Like { column: "r".to_owned(), patterns: vec!["E%".to_owned(), "W%".to_owned()] };
    for (rule, expected) in [
        (RowRule::All, "all rows"),
        (RowRule::Where(vec![one_of(vec![text("UA")])]), "c = UA"),
        (RowRule::Where(vec![one_of(vec![text(""), AttributeValue::Boolean(true)])]), "c = `` or true"),
        (RowRule::Where(vec![one_of(numbers(2)), like]), "c = 0 or 1 and r like E% or W%"),
        (RowRule::Where(vec![one_of(numbers(8))]), "c = 0 or 1 or 2 or 3 or 4 or 5 or 6 or 7"),
        (RowRule::Where(vec![one_of(numbers(10))]), "c = 0 or 1 or 2 or 3 or 4 or 5 or 6 or 7 or 2 more"),
        (RowRule::Refused(Reason::MissingAttribute("n".parse().expect("a name"))), "none: refused, no value for n"),
        (RowRule::Refused(Reason::AttributeClash("n".parse().expect("a name"))), "none: refused, the groups give different values to n"),
        (RowRule::Refused(Reason::GrantMissing { item: "g".to_owned() }), "none: refused, the access grant g is not held"),
        (RowRule::Refused(Reason::Trashed), "none: refused (trashed)"),
    ] {
        assert_eq!(rule.to_string(), expected);
    }
}

#[test]
fn words_of_the_interface_are_read_back_as_themselves() {
    for verb in Verb::ALL {
        let content = *verb < Verb::UseConnection;
        assert_eq!(Verb::of_content(verb.as_str()).is_some_and(|found| found == *verb), content, "{verb:?}");
    }
    assert_eq!(Verb::of_content("sql"), None);
    assert_eq!(Verb::of_content("nothing"), None);
    for id in [node("f_1"), node("doc")] {
        assert_eq!(id.to_string().parse::<NodeId>(), Ok(id));
        assert_eq!((id.folder().is_some(), id.document().is_some()), (id == node("f_1"), id == node("doc")));
    }
    assert_eq!((node("f_1").folder(), node("doc").document()), (Some(folder("f_1")), Some(document("doc"))));
    let kinds = [
        SourceKind::Direct,
        SourceKind::Folder,
        SourceKind::Group,
        SourceKind::Owner,
        SourceKind::Admin,
        SourceKind::Organization,
        SourceKind::Instance,
        SourceKind::Hub,
    ];
    assert_eq!(kinds.map(SourceKind::as_str), ["direct", "folder", "group", "owner", "admin", "organization", "instance", "hub"]);
    assert_eq!([TokenScope::Read, TokenScope::Edit, TokenScope::Admin].map(TokenScope::as_str), ["read", "edit", "admin"]);
}

#[test]
fn t48_a_token_covers_what_its_scope_says() {
    for verb in Verb::ALL {
        let strong = [Verb::Administer, Verb::ManageConnection, Verb::EditModel].contains(verb);
        assert_eq!(
            [TokenScope::Read, TokenScope::Edit, TokenScope::Admin].map(|scope| scope.covers(*verb)),
            [!strong, !strong, true],
            "{verb:?}"
        );
    }
    assert_eq!([TokenScope::Read, TokenScope::Edit, TokenScope::Admin].map(TokenScope::changes), [false, true, true]);
}

#[test]
fn a_permit_names_who_and_what_and_what_it_implies() {
    let mut world = World::new();
    world.users("ana").put("f_1", "shared", "ana").put("doc", "f_1", "ana");
    let ana = actor("ana");
    let manage = permit::<Manage, _>(&world.facts, &ana, document("doc")).expect("her own");
    assert_eq!((manage.object(), manage.actor()), (document("doc"), ana));
    assert_eq!((manage.to_edit().object(), manage.to_edit().to_view().actor()), (document("doc"), ana));
    assert_eq!(manage.to_node().object(), node("doc"));
    assert_eq!(manage.to_node().to_document().map(|may| may.object()), Some(document("doc")));
    assert!(manage.to_node().to_folder().is_none());
    let folder_permit = permit::<Edit, _>(&world.facts, &ana, folder("f_1")).expect("her own");
    assert_eq!(folder_permit.to_node().to_folder().map(|may| may.object()), Some(folder("f_1")));
    assert!(folder_permit.to_node().to_document().is_none());
    let looks = permit::<ViewWorkbook, _>(&world.facts, &ana, (document("doc"), report("r"))).expect("her own");
    assert_eq!((looks.document(), looks.report(), looks.to_view().report()), (document("doc"), report("r"), report("r")));
    let denied = permit::<View, _>(&world.facts, &actor("nobody"), document("doc")).expect_err("nobody");
    assert_eq!((denied.code(), denied.to_string()), ("not_signed_in", Reason::NotSignedIn.to_string()));
}

/// Who is told of in a share dialog, with which source first, and what a stronger folder overtakes.
#[test]
fn a_share_dialog_lists_everybody_with_everything_that_they_have() {
    use ContentRole::{Editor, Manager, NoAccess, Owner, Viewer};
    let mut world = World::new();
    world
        .users("ana ben eve")
        .group("inner", "ben")
        .group("outer", "@inner")
        .put("f_1", "shared", "ana")
        .put("f_2", "f_1", "ana")
        .put("doc", "f_2", "eve");
    world.grant("f_1", "@outer", Editor).grant("f_2", "@outer", Viewer).grant("doc", "@outer", Viewer).grant("doc", "ben", Viewer);
    world.grant("f_1", "*", Viewer).grant("doc", "*", NoAccess).grant("doc", "ana", Viewer);
    let entries = access_entries(&world.facts, node("doc"));
    assert_eq!(entries[0].principal, principal("eve"), "the owner first");
    let entry = |who: &str| entries.iter().find(|entry| entry.principal == principal(who)).expect("in the dialog");
    let told = |who: &str| {
        let entry = entry(who);
        (
            entry.role,
            entry.direct.as_ref().map(|direct| direct.role),
            entry.overtaken_by,
            entry.sources.iter().map(|source| (source.kind, source.role)).collect::<Vec<_>>(),
        )
    };
    let outer = vec![(SourceKind::Folder, Editor), (SourceKind::Direct, Viewer), (SourceKind::Folder, Viewer)];
    assert_eq!(told("@outer"), (Editor, Some(Viewer), Some(node("f_1")), outer));
    let ben = vec![
        (SourceKind::Group, Editor),
        (SourceKind::Direct, Viewer),
        (SourceKind::Group, Viewer),
        (SourceKind::Group, Viewer),
        (SourceKind::Organization, Viewer),
        (SourceKind::Organization, NoAccess),
    ];
    let (role, direct, overtaken, mut sources) = told("ben");
    sources.sort();
    let mut expected = ben;
    expected.sort();
    assert_eq!((role, direct, overtaken, sources), (Editor, Some(Viewer), None, expected));
    assert_eq!(entry("ben").sources[0].via, [group("inner"), group("outer")]);
    assert_eq!(
        told("*"),
        (Viewer, Some(NoAccess), Some(node("f_1")), vec![(SourceKind::Organization, Viewer), (SourceKind::Organization, NoAccess)])
    );
    let (role, direct, overtaken, _) = told("ana");
    assert_eq!((role, direct, overtaken), (Manager, Some(Viewer), Some(node("f_2"))), "owning the folder above gives more than her grant");
    assert_eq!(told("eve").0, Owner);
    assert_eq!(entries.len(), 5);
    assert_eq!(access_entries(&world.facts, node("none")), []);
}

#[test]
fn t56_who_may_see_as_whom() {
    use access::Seen;
    let mut world = World::new();
    world
        .users("ana ben eve")
        .admin("max")
        .put_user("gone", false, false)
        .group("g", "ben")
        .put("doc", "shared", "ana")
        .put("other", "shared", "ana");
    world.grant("doc", "eve", ContentRole::Manager).grant("doc", "ben", ContentRole::Editor);
    let rights = [access::LinkRight::View].into();
    let (id, mode) = (link("l"), access::LinkMode::Everyone);
    let made = access::LinkFacts { id, document: document("doc"), report: report("r"), mode, rights, attributes: [].into(), enabled: true };
    world.apply(access::Change::LinkPut { link: made });
    let ask =
        |who: &str, seen, of: Option<&str>| seen_as(&world.facts, &actor(who), seen, of.map(document)).map_err(|denied| denied.code());
    let (ben, gone, team) = (Seen::User(user("ben")), Seen::User(user("gone")), Seen::Group(group("g")));
    assert_eq!(ask("max", ben, None), Ok(Actor::User(user("ben"))));
    assert_eq!(ask("eve", ben, None), Err("admins_only"));
    assert_eq!(ask("eve", ben, Some("doc")), Ok(Actor::User(user("ben"))));
    assert_eq!(ask("eve", ben, Some("other")), Err("not_found"));
    assert_eq!(ask("ben", ben, Some("doc")), Err("content_role"));
    assert_eq!((ask("max", gone, None), ask("max", Seen::User(user("none")), None)), (Err("not_found"), Err("not_found")));
    assert!(ask("max", team, None).is_ok_and(|seen| matches!(seen, Actor::User(id) if id != user("ben"))));
    assert_eq!(ask("max", Seen::Group(group("none")), None), Err("not_found"));
    assert_eq!((ask("max", Seen::Link(id), None), ask("eve", Seen::Link(id), Some("doc"))), (Ok(Actor::Link(id)), Ok(Actor::Link(id))));
    assert_eq!(
        (ask("ana", Seen::Link(id), Some("other")), ask("max", Seen::Link(link("none")), None)),
        (Err("not_found"), Err("not_found"))
    );
}

#[test]
fn the_instance_fills_its_own_attributes() {
    let mut world = World::new();
    world.users("ana").admin("max").group("inner", "ana").group("outer", "@inner");
    let of = |who: &str, name: &str| attribute_values(&world.facts, &actor(who), &name.parse().expect("a name")).expect("no clash");
    assert_eq!(of("ana", "user_email"), [text("ana@example.com")]);
    assert_eq!(of("ana", "user_name"), [text("ana")]);
    assert_eq!(of("ana", "user_id"), [text(&user("ana").to_string())]);
    assert_eq!(of("ana", "user_groups"), [text("inner"), text("outer")]);
    assert_eq!((of("ana", "is_admin"), of("max", "is_admin")), (vec![AttributeValue::Boolean(false)], vec![AttributeValue::Boolean(true)]));
    assert_eq!((of("ana", "embed_entity"), of("ana", "nothing"), of("none", "user_name")), (vec![], vec![], vec![]));
    assert_eq!(SYSTEM_ATTRIBUTES.len(), 6);
}

/// T56: a stand-in for a member of a group has what the group has, is nobody in particular, and is in no list of people.
#[test]
fn t56_a_stand_in_is_nobody_in_particular() {
    let mut world = World::new();
    world.users("ana").group("g", "").group("outer", "@g").put("doc", "shared", "ana").grant("doc", "@outer", ContentRole::Viewer);
    world.connection("data", vocab::ConnectionRole::NoAccess).connection_role("data", "@g", vocab::ConnectionRole::Querier);
    world.attribute("carrier", true, None).value("@g", "carrier", &["UA"]).admin("max");
    world.apply(access::Change::StandInPut { group: group("g") });
    let seen = seen_as(&world.facts, &actor("max"), access::Seen::Group(group("g")), None).expect("an admin may");
    let of = |name: &str| attribute_values(&world.facts, &seen, &name.parse().expect("a name")).expect("no clash");
    for name in ["user_email", "user_name", "user_id"] {
        assert_eq!(of(name), [], "{name}");
    }
    assert_eq!(
        (of("carrier"), of("user_groups"), of("is_admin")),
        (vec![text("UA")], vec![text("g"), text("outer")], vec![AttributeValue::Boolean(false)])
    );
    assert!(
        permit::<View, _>(&world.facts, &seen, document("doc")).is_ok() && permit::<Edit, _>(&world.facts, &seen, document("doc")).is_err()
    );
    assert_eq!(world.facts.connection_role(&seen, crate::world::connection("data")), vocab::ConnectionRole::Querier);
    let Actor::User(id) = seen else { panic!("a stand-in acts as a person") };
    assert!(world.facts.users().all(|user| user.id != id), "in no list");
    assert!(access::reach(&world.facts, node("doc")).iter().all(|(user, _)| *user != id), "and reaches nothing of its own");
}
