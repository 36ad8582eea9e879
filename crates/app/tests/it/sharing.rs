//! Changes of access: the floor rule, nobody unknown, groups, people.

use access::{NodeId, Principal};
use app::content::Place;
use app::sharing::{AccessChange, GrantChange};
use app::users::UserChange;
use app::{AppError, Conflict};
use testkit::Flights;
use vocab::{ContentRole, GroupId};

use crate::code;

fn to(principal: Principal, role: Option<ContentRole>) -> AccessChange {
    AccessChange { organization_role: None, changes: vec![GrantChange { principal, role, boost: None }] }
}

#[tokio::test]
async fn a_grant_below_what_a_folder_gives_is_refused_with_its_name() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.analyst);
    let editors = to(Principal::Group(world.readers), Some(ContentRole::Editor));
    app::sharing::change(app, &cx, NodeId::Folder(world.folder), editors).await.unwrap();
    for dry_run in [true, false] {
        let below = to(Principal::Group(world.readers), Some(ContentRole::Viewer));
        let document = NodeId::Document(world.document);
        let error = if dry_run {
            app::sharing::preview(app, &cx, document, below).await.err()
        } else {
            app::sharing::change(app, &cx, document, below).await.err()
        };
        let Some(AppError::Conflict(Conflict::BelowInherited { folder, role })) = error else { panic!("{error:?}") };
        assert_eq!((folder.as_str(), role), ("Punctuality", ContentRole::Editor));
    }
}

#[tokio::test]
async fn no_access_for_everyone_below_a_folder_that_gives_more_is_refused_and_not_ignored() {
    let world = Flights::start().await;
    let (app, cx) = (&world.test.app, world.test.cx(world.analyst));
    let (folder, document) = (NodeId::Folder(world.folder), NodeId::Document(world.document));
    let everyone = |role| AccessChange { organization_role: Some(role), changes: Vec::new() };
    app::sharing::change(app, &cx, document, everyone(ContentRole::NoAccess)).await.unwrap();
    app::sharing::change(app, &cx, folder, everyone(ContentRole::Editor)).await.unwrap();
    let refused = app::sharing::change(app, &cx, document, everyone(ContentRole::NoAccess)).await;
    assert_eq!(code(&refused), "below_inherited");
    // A grant of its own is taken away so, and the folder's stays.
    app::sharing::change(app, &cx, document, everyone(ContentRole::Manager)).await.unwrap();
    let left = app::sharing::change(app, &cx, document, everyone(ContentRole::NoAccess)).await.unwrap();
    assert_eq!(left.organization_inherited.map(|(role, from)| (role, from.name)), Some((ContentRole::Editor, "Punctuality".to_owned())));
}

#[tokio::test]
async fn after_a_revocation_the_answer_says_what_access_remains_and_from_where() {
    let world = Flights::start().await;
    let (app, cx) = (&world.test.app, world.test.cx(world.analyst));
    let document = NodeId::Document(world.document);
    let (max, admin, eve) = (Principal::User(world.manager), Principal::User(world.test.admin), Principal::User(world.outsider));
    for who in [max, admin, eve] {
        app::sharing::change(app, &cx, document, to(who, Some(ContentRole::Editor))).await.unwrap();
    }
    for (who, expected) in [
        (max, Some((ContentRole::Viewer, access::SourceKind::Group, Some("Readers")))),
        (admin, Some((ContentRole::Manager, access::SourceKind::Admin, None))),
        (eve, None),
    ] {
        let left = app::sharing::change(app, &cx, document, to(who, None)).await.unwrap();
        let entry = left.entries.iter().find(|entry| entry.principal == who);
        let found = entry.map(|entry| {
            let source = &entry.sources[0];
            (entry.role, source.kind, source.via.first().map(|group| group.name.as_str()))
        });
        assert_eq!(found, expected, "{who:?}");
        // And so once: who opens the dialog later sees the group that lets them in.
        let later = app::sharing::get(app, &cx, document).await.unwrap();
        assert!(later.entries.iter().all(|entry| entry.principal != who), "{who:?}");
    }
}

#[tokio::test]
async fn a_boost_shows_on_everyones_grant_and_on_what_comes_from_a_folder() {
    let world = Flights::start().await;
    let (app, cx) = (&world.test.app, world.test.cx(world.test.admin));
    let (folder, document) = (NodeId::Folder(world.folder), NodeId::Document(world.document));
    let boosted = |principal, boost| AccessChange {
        organization_role: None,
        changes: vec![GrantChange { principal, role: Some(ContentRole::Viewer), boost: Some(boost) }],
    };
    for on in [true, false] {
        let access = app::sharing::change(app, &cx, document, boosted(Principal::Organization, on)).await.unwrap();
        assert_eq!((access.organization_role, access.organization_boost), (ContentRole::Viewer, on));
    }
    app::sharing::change(app, &cx, folder, boosted(Principal::Group(world.readers), true)).await.unwrap();
    let access = app::sharing::get(app, &cx, document).await.unwrap();
    let readers = access.entries.iter().find(|entry| entry.principal == Principal::Group(world.readers)).unwrap();
    assert_eq!((readers.boost, readers.sources[0].boost), (false, true), "the flag is the folder's");
}

async fn check_refused(change: impl FnOnce(&Flights) -> AccessChange, expected: &str) {
    let world = Flights::start().await;
    let cx = world.test.cx(world.analyst);
    let before = app::sharing::get(&world.test.app, &cx, NodeId::Document(world.document)).await.unwrap().entries.len();
    let changed = app::sharing::change(&world.test.app, &cx, NodeId::Document(world.document), change(&world)).await;
    assert_eq!(code(&changed), expected);
    let after = app::sharing::get(&world.test.app, &cx, NodeId::Document(world.document)).await.unwrap().entries.len();
    assert_eq!(before, after, "nothing is changed");
}

#[tokio::test]
async fn ownership_is_not_granted() {
    check_refused(|world| to(Principal::User(world.manager), Some(ContentRole::Owner)), "owner_not_granted").await;
}

#[tokio::test]
async fn nobody_unknown_gets_a_role() {
    check_refused(|_| to(Principal::Group(GroupId::from_parts(7, [7; 10])), Some(ContentRole::Viewer)), "principal_unknown").await;
}

#[tokio::test]
async fn members_set_no_boost() {
    let boost = |world: &Flights| AccessChange {
        organization_role: None,
        changes: vec![GrantChange { principal: Principal::User(world.manager), role: Some(ContentRole::Viewer), boost: Some(true) }],
    };
    check_refused(boost, "boost_not_yours").await;
}

#[tokio::test]
async fn one_wrong_change_of_several_changes_nothing() {
    let several = |world: &Flights| AccessChange {
        organization_role: Some(ContentRole::Editor),
        changes: vec![
            GrantChange { principal: Principal::User(world.outsider), role: Some(ContentRole::Viewer), boost: None },
            GrantChange { principal: Principal::User(world.manager), role: Some(ContentRole::Owner), boost: None },
        ],
    };
    check_refused(several, "owner_not_granted").await;
}

#[tokio::test]
async fn explain_names_the_way() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let cx = world.test.cx(world.analyst);
    let document = NodeId::Document(world.document);
    let yes = app::explain::explain(app, &cx, document, world.manager, "view").await.unwrap();
    let said = yes.reasons.iter().map(|reason| reason.text.clone()).collect::<Vec<_>>().join(" ");
    assert!(yes.allowed && said.contains("Readers") && said.contains("Punctuality"), "{said}");
    let no = app::explain::explain(app, &cx, document, world.manager, "edit").await.unwrap();
    assert!(!no.allowed);
    assert_eq!(code(&app::explain::explain(app, &cx, document, world.manager, "levitate").await), "action_unknown");
    assert_eq!(code(&app::explain::explain(app, &world.test.cx(world.manager), document, world.manager, "view").await), "content_role");
}

#[tokio::test]
async fn groups_contain_no_circle_and_say_which() {
    let world = Flights::start().await;
    let inner = world.test.group("Inner", &[]).await;
    let outer = world.test.group("Outer", &[Principal::Group(inner)]).await;
    let admin = world.test.cx(world.test.admin);
    let added = app::groups::add_member(&world.test.app, &admin, inner, Principal::Group(outer)).await;
    let Err(AppError::Conflict(Conflict::GroupCycle(path))) = added else { panic!("{added:?}") };
    assert!(path.contains(&"Inner".to_owned()) && path.contains(&"Outer".to_owned()), "{path:?}");
}

#[tokio::test]
async fn an_instance_keeps_an_admin_and_content_an_owner() {
    let world = Flights::start().await;
    let admin = world.test.cx(world.test.admin);
    let off = || UserChange { active: Some(false), ..Default::default() };
    let demoted = UserChange { is_admin: Some(false), ..Default::default() };
    assert_eq!(code(&app::users::change(&world.test.app, &admin, world.test.admin, demoted).await), "last_admin");
    let refused = app::users::change(&world.test.app, &admin, world.analyst, off()).await;
    let Err(AppError::Conflict(Conflict::OwnsContent(owned))) = refused else { panic!("{refused:?}") };
    assert!(owned.contains(&"On time".to_owned()), "{owned:?}");
    let given = UserChange { hand_over_to: Some(world.manager), ..off() };
    app::users::change(&world.test.app, &admin, world.analyst, given).await.unwrap();
    let document = app::documents::get(&world.test.app, &world.test.cx(world.manager), &world.document_ref()).await.unwrap();
    assert_eq!((document.node.role, document.node.owner.id), (ContentRole::Owner, world.manager));
}

#[tokio::test]
async fn moves_need_both_ends_and_show_who_gains() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let (ann, max) = (world.test.cx(world.analyst), world.test.cx(world.manager));
    let open = world.test.folder(world.analyst, "Open", Place::Shared).await.id;
    world.test.grant(open, Principal::Organization, Some(ContentRole::Viewer)).await;
    let NodeId::Folder(open) = open else { panic!("a folder") };
    let document = NodeId::Document(world.document);
    assert_eq!(code(&app::content::relocate(app, &max, document, Place::Folder(open)).await), "content_role");
    let preview = app::content::relocate_preview(app, &ann, document, Place::Folder(open)).await.unwrap();
    assert!(preview.people.iter().any(|person| person.user.id == world.outsider && person.roles.1 == ContentRole::Viewer));
    assert_eq!(code(&app::documents::get(app, &world.test.cx(world.outsider), &world.document_ref()).await), "not_found");
    app::content::relocate(app, &ann, document, Place::Folder(open)).await.unwrap();
    assert_eq!(code(&app::documents::get(app, &world.test.cx(world.outsider), &world.document_ref()).await), "ok");
    let admin = world.test.cx(world.test.admin);
    assert_eq!(code(&app::content::relocate(app, &admin, document, Place::Mine).await), "foreign_into_personal");
}

#[tokio::test]
async fn trash_hides_and_restore_brings_back() {
    let world = Flights::start().await;
    let app = &world.test.app;
    let (ann, max) = (world.test.cx(world.analyst), world.test.cx(world.manager));
    let document = NodeId::Document(world.document);
    app::trash::put(app, &ann, document).await.unwrap();
    assert_eq!(code(&app::reports::view(app, &max, &world.document_ref(), world.report).await), "not_found");
    let ask = app::content::ContentAsk { view: app::content::View::Trash, q: None, kind: None, page: Default::default() };
    assert_eq!(app::content::list(app, &ann, ask.clone()).await.unwrap().page.items.len(), 1);
    assert_eq!(app::content::list(app, &max, ask).await.unwrap().page.items.len(), 0);
    app::trash::restore(app, &ann, document).await.unwrap();
    assert_eq!(code(&app::reports::view(app, &max, &world.document_ref(), world.report).await), "ok");
}
