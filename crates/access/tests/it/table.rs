//! The decision table of access.md §2, and the sentences around it.

use access::{Change, Reason, Source, SourceKind, Verb, decide, floor_check, sources};
use vocab::ContentRole::{self, Editor, Manager, NoAccess, Owner, Viewer};

use crate::world::{World, actor, group, node, parent, principal, user};

/// The folder `f_sales` belongs to Fay and the document `plan` in it to Dot.
fn sales(organization: ContentRole) -> World {
    let mut world = World::new();
    world.users("ana fay dot").group("g2", "").group("g1", "").put("f_sales", "shared", "fay").put("plan", "f_sales", "dot");
    world.put("other", "f_sales", "dot").grant("f_sales", "*", organization);
    world
}

/// Folder grants, document grants, groups of Ana -> her role on the document, whether she sees the folder and its other document.
#[track_caller]
fn check(organization: ContentRole, grants: &[(&str, &str, ContentRole)], groups: &[&str], expected: (ContentRole, bool, bool)) {
    let mut world = sales(organization);
    for name in groups {
        let member = principal(if *name == "g2" { "@g1" } else { "ana" });
        world.apply(Change::MemberPut { group: group(name), member });
    }
    for (name, to, role) in grants {
        world.grant(name, to, *role);
    }
    let sees = |name: &str| decide(&world.facts, &actor("ana"), Verb::Browse, node(name)).allowed();
    assert_eq!((world.role("ana", "plan"), sees("f_sales"), sees("other")), expected);
}

#[test]
fn the_decision_table() {
    check(NoAccess, &[], &[], (NoAccess, false, false));
    check(NoAccess, &[("plan", "*", Viewer)], &[], (Viewer, true, false));
    check(Viewer, &[("f_sales", "@g1", Editor), ("plan", "ana", NoAccess)], &["g1"], (Editor, true, true));
    check(NoAccess, &[("f_sales", "ana", Manager)], &[], (Manager, true, true));
    check(NoAccess, &[("f_sales", "@g1", Viewer), ("f_sales", "@g2", Editor)], &["g1", "g2"], (Editor, true, true));
}

#[test]
fn row_3_a_grant_below_the_folder_is_refused_and_names_it() {
    let world = sales(Editor);
    let refused = floor_check(&world.facts, node("plan"), principal("*"), Viewer).expect_err("the folder gives more");
    assert_eq!((refused.ancestor, refused.role), (node("f_sales"), Editor));
    assert_eq!(floor_check(&world.facts, node("plan"), principal("*"), Editor), Ok(()));
    assert_eq!(floor_check(&world.facts, node("plan"), principal("ana"), NoAccess), Ok(()));
    assert!(floor_check(&world.facts, node("plan"), principal("fay"), Viewer).is_err(), "owning the folder is manager below");
}

#[test]
fn row_5_a_manager_by_the_folder_leaves_the_owner_alone() {
    let mut world = sales(NoAccess);
    world.grant("f_sales", "ana", Manager);
    assert_eq!((world.role("dot", "plan"), world.role("fay", "plan")), (Owner, Manager));
    assert!(!decide(&world.facts, &actor("ana"), Verb::Own, node("plan")).allowed());
}

#[test]
fn row_7_revoking_the_direct_grant_leaves_the_folder() {
    let mut world = sales(Viewer);
    world.grant("f_sales", "ana", Editor).grant("plan", "ana", Viewer);
    let entry =
        |world: &World| access::access_entries(&world.facts, node("plan")).into_iter().find(|entry| entry.principal == principal("ana"));
    assert_eq!(entry(&world).and_then(|entry| entry.overtaken_by), Some(node("f_sales")));
    world.revoke("plan", "ana");
    assert_eq!(world.role("ana", "plan"), Editor);
    let strongest = sources(&world.facts, user("ana"), node("plan")).into_iter().next();
    let folder = Source { kind: SourceKind::Folder, role: Editor, node: Some(node("f_sales")), via: Vec::new(), boost: false };
    assert_eq!(strongest, Some(folder));
}

#[test]
fn row_8_a_deactivated_person_has_nothing_at_all() {
    let mut world = sales(Viewer);
    world.grant("plan", "ana", Manager).put_user("ana", true, false);
    for verb in Verb::ALL {
        let decision = decide(&world.facts, &actor("ana"), *verb, node("plan"));
        assert!(!decision.allowed() && decision.hidden, "{verb:?}");
    }
    assert_eq!(world.role("ana", "plan"), NoAccess);
    assert!(access::reach(&world.facts, node("plan")).iter().all(|(reached, _)| *reached != user("ana")));
}

#[test]
fn standing_alone_cuts_everything_above_but_admins_and_super_groups() {
    let mut world = sales(Editor);
    world.users("sue").admin("max").group("super", "sue").grant("f_sales", "ana", Manager).stand_alone("plan");
    world.apply(Change::InstanceGrantPut { group: group("super"), role: Editor });
    let roles = ["ana", "fay", "dot", "max", "sue"].map(|name| world.role(name, "plan"));
    assert_eq!(roles, [NoAccess, NoAccess, Owner, Manager, Editor]);
}

#[test]
fn the_organization_role_does_not_apply_in_a_personal_hub() {
    let mut world = World::new();
    world.users("ana ben cleo").put("mine", "~ana", "ana").grant("mine", "*", Editor).grant("mine", "ben", Viewer);
    assert_eq!(["ana", "ben", "cleo"].map(|name| world.role(name, "mine")), [Owner, Viewer, NoAccess]);
    world.move_to("mine", "shared");
    assert_eq!(world.role("cleo", "mine"), Editor, "the grant travels and counts in Shared");
}

#[test]
fn what_lies_in_the_trash_is_there_for_its_managers_alone() {
    let mut world = sales(Editor);
    world.grant("f_sales", "ana", Editor).trash("f_sales", true);
    let can = |world: &World, name: &str, verb| {
        let decision = decide(&world.facts, &actor(name), verb, node("plan"));
        (decision.allowed(), decision.hidden)
    };
    assert_eq!(can(&world, "ana", Verb::View), (false, true));
    assert_eq!(
        (can(&world, "dot", Verb::View), can(&world, "dot", Verb::Edit), can(&world, "dot", Verb::Manage)),
        ((true, false), (false, false), (true, false))
    );
    world.trash("f_sales", false);
    assert_eq!(can(&world, "ana", Verb::Edit), (true, false));
}

#[test]
fn a_folder_shows_its_name_while_something_in_it_can_be_seen() {
    let mut world = sales(NoAccess);
    world.put("f_inner", "f_sales", "fay").put("memo", "f_inner", "fay");
    let sees = |world: &World| ["f_sales", "f_inner"].map(|name| decide(&world.facts, &actor("ana"), Verb::Browse, node(name)).allowed());
    assert_eq!(sees(&world), [false, false]);
    for to in ["*", "ana", "@g1"] {
        if to == "@g1" {
            world.apply(Change::MemberPut { group: group("g1"), member: principal("ana") });
        }
        world.grant("memo", to, Viewer);
        assert_eq!(sees(&world), [true, true], "{to}");
        world.trash("memo", true);
        assert_eq!(sees(&world), [false, false], "{to}, in the trash");
        world.trash("memo", false).trash("f_inner", true);
        assert_eq!(sees(&world), [false, false], "{to}, in a folder in the trash");
        world.trash("f_inner", false).move_to("f_inner", "shared");
        assert_eq!(sees(&world), [false, true], "{to}, moved away");
        world.move_to("f_inner", "f_sales").revoke("memo", to);
        assert_eq!(sees(&world), [false, false], "{to}, revoked");
    }
}

#[test]
fn a_document_that_is_not_mine_does_not_go_into_my_hub() {
    let mut world = sales(NoAccess);
    world.grant("f_sales", "ana", Manager).put("own", "f_sales", "ana");
    let refused = access::move_check(&world.facts, &actor("ana"), node("plan"), parent("~ana")).expect_err("it is Dot's");
    assert_eq!(*refused.reasons, [Reason::OthersContent]);
    assert_eq!(access::move_check(&world.facts, &actor("ana"), node("own"), parent("~ana")), Ok(()));
    assert!(access::move_check(&world.facts, &actor("ana"), node("own"), parent("~dot")).is_err_and(|denied| denied.hidden));
}

#[test]
fn t104_moving_needs_both_sides_and_takes_direct_grants_along() {
    let mut world = sales(Viewer);
    world.put("f_board", "shared", "fay").grant("plan", "ana", Manager);
    assert!(access::move_check(&world.facts, &actor("ana"), node("plan"), parent("f_board")).is_err_and(|denied| denied.hidden));
    world.grant("f_board", "ana", Viewer);
    assert!(access::move_check(&world.facts, &actor("ana"), node("plan"), parent("f_board")).is_err_and(|denied| !denied.hidden));
    world.grant("f_board", "ana", Editor);
    assert_eq!(access::move_check(&world.facts, &actor("ana"), node("plan"), parent("f_board")), Ok(()));
    let mut moved = sales(Viewer);
    moved.put("f_board", "shared", "fay").grant("plan", "ana", Manager);
    let change = moved.alter("plan", |place, _, _| *place = parent("f_board"));
    let preview = access::preview(&moved.facts, std::slice::from_ref(&change)).expect("the move is fine");
    assert_eq!(preview, [], "Ana, Dot and Fay keep theirs; nobody else is there");
    moved.users("zoe");
    let preview = access::preview(&moved.facts, std::slice::from_ref(&change)).expect("the move is fine");
    assert_eq!(
        preview.iter().map(|change| (change.user, change.before, change.after)).collect::<Vec<_>>(),
        [(user("zoe"), Viewer, NoAccess)]
    );
    assert_eq!(moved.role("zoe", "plan"), Viewer, "a preview changes nothing");
    moved.apply(change);
    assert_eq!((moved.role("ana", "plan"), moved.role("zoe", "plan")), (Manager, NoAccess));
}

#[test]
fn explaining_names_the_group_and_the_folder() {
    let mut world = sales(NoAccess);
    world.apply(Change::MemberPut { group: group("g1"), member: principal("ana") });
    world.apply(Change::MemberPut { group: group("g2"), member: principal("@g1") });
    world.grant("f_sales", "@g2", Viewer);
    let decision = decide(&world.facts, &actor("ana"), Verb::Edit, node("plan"));
    let texts: Vec<String> = decision.because.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "This needs the content role editor, and the role here is viewer. A manager of it can give the role.",
            "Role viewer through g1, which is in g2, granted on `f_sales`.",
            "Role no_access through everyone in the organization, granted on `f_sales`.",
        ]
    );
}
