//! Ownership, standing alone, hubs, trash, copies, favourites and access requests.

use std::collections::BTreeMap;

use access::{NodeId, Principal};
use app::content::{ContentAsk, Place, View};
use app::inheritance::{Start, Wish};
use app::requests::{State, Which};
use app::settings::SettingsChange;
use app::users::UserChange;
use app::{AppError, Conflict, Cx, PageAsk};
use testkit::Flights;
use vocab::{Ability, ContentRole, GroupId, UserId};

use crate::code;

async fn names(world: &Flights, cx: &Cx, view: View) -> Vec<String> {
    let ask = ContentAsk { view, q: None, kind: None, page: PageAsk::default() };
    let list = app::content::list(&world.test.app, cx, ask).await.unwrap();
    list.page.items.into_iter().map(|node| node.name).collect()
}

async fn owner(world: &Flights, node: NodeId) -> UserId {
    app::content::get(&world.test.app, &world.test.cx(world.test.admin), node).await.unwrap().owner.id
}

async fn role(world: &Flights, user: UserId, node: NodeId) -> ContentRole {
    app::content::get(&world.test.app, &world.test.cx(user), node).await.map_or(ContentRole::NoAccess, |node| node.role)
}

async fn setting(world: &Flights, change: SettingsChange) {
    app::settings::change(&world.test.app, &world.test.cx(world.test.admin), change).await.unwrap();
}

async fn ability(world: &Flights, ability: Ability, on: bool) {
    let changes = BTreeMap::from([(ability, on)]);
    app::abilities::change(&world.test.app, &world.test.cx(world.analyst), &world.document_ref(), changes).await.unwrap();
}

#[tokio::test]
async fn a_transfer_goes_to_a_manager_and_leaves_the_former_owner_one() {
    let world = Flights::start().await;
    let (app, ann) = (&world.test.app, world.test.cx(world.analyst));
    let document = NodeId::Document(world.document);
    assert_eq!(code(&app::ownership::transfer(app, &ann, document, world.manager).await), "not_manager");
    world.test.grant(document, Principal::User(world.manager), Some(ContentRole::Manager)).await;
    let preview = app::ownership::transfer_preview(app, &ann, document, world.manager).await.unwrap();
    let moved: Vec<_> = preview.people.iter().map(|person| (person.user.id, person.roles.0, person.roles.1)).collect();
    assert_eq!(
        moved,
        [(world.analyst, ContentRole::Owner, ContentRole::Manager), (world.manager, ContentRole::Manager, ContentRole::Owner)]
    );
    let access = app::ownership::transfer(app, &ann, document, world.manager).await.unwrap();
    assert_eq!(access.owner.map(|owner| owner.id), Some(world.manager));
    assert_eq!(
        (role(&world, world.analyst, document).await, role(&world, world.manager, document).await),
        (ContentRole::Manager, ContentRole::Owner)
    );
    let direct = access.entries.iter().find(|entry| entry.principal == Principal::User(world.analyst)).and_then(|entry| entry.direct);
    assert_eq!(direct, Some(ContentRole::Manager), "an explicit grant");
    // To the present owner: a success that changes nothing.
    assert_eq!(code(&app::ownership::transfer(app, &ann, document, world.manager).await), "ok");
    assert_eq!(owner(&world, document).await, world.manager);
}

#[tokio::test]
async fn folders_in_folders_belong_to_whom_the_folder_above_belongs_to() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    test.grant(world.folder.into(), Principal::User(world.manager), Some(ContentRole::Manager)).await;
    let inner = test.folder(world.manager, "Inner", Place::Folder(world.folder)).await;
    assert_eq!(inner.owner.id, world.analyst, "whoever made it");
    let NodeId::Folder(inner_id) = inner.id else { unreachable!("a folder") };
    let paper = test.document(world.manager, "Paper", Place::Folder(inner_id), None).await.node;
    assert_eq!(paper.owner.id, world.manager, "documents belong to whoever makes them");
    let ann = test.cx(world.analyst);
    let refused = app::ownership::transfer(app, &ann, inner.id, world.manager).await;
    assert!(matches!(refused, Err(AppError::Conflict(Conflict::OwnedByFolder(ref name))) if name == "Punctuality"), "{refused:?}");
    app::ownership::transfer(app, &ann, world.folder.into(), world.manager).await.unwrap();
    assert_eq!(owner(&world, inner.id).await, world.manager, "it follows");
    assert_eq!(owner(&world, world.document.into()).await, world.analyst, "documents do not");
    // Moved to the root it keeps its owner; moved into Ann's folder it becomes hers, and its former owner stays manager.
    let other = test.folder(world.analyst, "Other", Place::Shared).await;
    let NodeId::Folder(other_id) = other.id else { unreachable!("a folder") };
    test.grant(other.id, Principal::User(world.manager), Some(ContentRole::Editor)).await;
    let max = test.cx(world.manager);
    app::content::relocate(app, &max, inner.id, Place::Folder(other_id)).await.unwrap();
    assert_eq!((owner(&world, inner.id).await, role(&world, world.manager, inner.id).await), (world.analyst, ContentRole::Manager));
}

#[tokio::test]
async fn standing_alone_from_the_present_grants_or_empty() {
    for (start, viewers) in [(Start::Present, ContentRole::Viewer), (Start::Empty, ContentRole::NoAccess)] {
        let world = Flights::start().await;
        let (test, app) = (&world.test, &world.test.app);
        let super_group = test.group("Support", &[Principal::User(world.outsider)]).await;
        app::instance_grants::set(app, &test.cx(test.admin), super_group, Some(ContentRole::Editor)).await.unwrap();
        let (ann, document) = (test.cx(world.analyst), NodeId::Document(world.document));
        let wish = Wish::StandAlone(start);
        let preview = app::inheritance::preview(app, &ann, document, wish).await.unwrap();
        assert_eq!(preview.loses, if viewers == ContentRole::NoAccess { 3 } else { 0 }, "{start:?}");
        assert_eq!(role(&world, world.viewer, document).await, ContentRole::Viewer, "a preview changes nothing");
        let access = app::inheritance::set(app, &ann, document, wish).await.unwrap();
        assert!(access.stands_alone && access.instance_groups.len() == 1);
        assert_eq!(role(&world, world.viewer, document).await, viewers);
        assert_eq!(role(&world, world.outsider, document).await, ContentRole::Editor, "super-groups reach below it");
        assert_eq!(role(&world, test.admin, document).await, ContentRole::Manager);
        // What the folder gives from now on does not come down.
        test.grant(world.folder.into(), Principal::User(world.outsider), Some(ContentRole::Manager)).await;
        assert_eq!(role(&world, world.outsider, document).await, ContentRole::Editor);
        app::inheritance::set(app, &ann, document, Wish::Inherit).await.unwrap();
        assert_eq!(
            (role(&world, world.viewer, document).await, role(&world, world.outsider, document).await),
            (ContentRole::Viewer, ContentRole::Manager)
        );
    }
}

#[tokio::test]
async fn nobody_locks_themselves_out_and_admins_can_forbid_it() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    test.grant(world.folder.into(), Principal::User(world.manager), Some(ContentRole::Manager)).await;
    let (max, document) = (test.cx(world.manager), NodeId::Document(world.document));
    let access = app::inheritance::set(app, &max, document, Wish::StandAlone(Start::Empty)).await.unwrap();
    assert!(access.entries.iter().any(|entry| entry.principal == Principal::User(world.manager) && entry.role == ContentRole::Manager));
    app::inheritance::set(app, &max, document, Wish::Inherit).await.unwrap();
    setting(&world, SettingsChange { stop_inheriting: Some(false), ..Default::default() }).await;
    for user in [world.manager, world.analyst, test.admin] {
        let refused = app::inheritance::set(app, &test.cx(user), document, Wish::StandAlone(Start::Present)).await;
        assert_eq!(code(&refused), "stop_inheriting_off");
        assert!(!app::sharing::get(app, &test.cx(user), document).await.unwrap().can_stop_inheriting);
    }
}

#[tokio::test]
async fn whoever_leaves_names_a_new_owner_who_finds_everything() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let draft = test.document(world.analyst, "Draft", Place::Mine, None).await.node;
    let admin = test.cx(test.admin);
    let leave = |hand_over_to| UserChange { active: Some(false), hand_over_to, ..Default::default() };
    let refused = app::users::change(app, &admin, world.analyst, leave(None)).await;
    let Err(AppError::Conflict(Conflict::OwnsContent(mut listed))) = refused else { panic!("{refused:?}") };
    listed.sort();
    assert_eq!(listed, ["Draft", "On time", "Punctuality"]);
    app::users::change(app, &admin, world.analyst, leave(Some(world.manager))).await.unwrap();
    for node in [draft.id, world.folder.into(), world.document.into()] {
        assert_eq!(owner(&world, node).await, world.manager);
    }
    assert_eq!(names(&world, &test.cx(world.manager), View::Children(Place::Mine)).await, ["Draft"]);
    assert_eq!(role(&world, world.analyst, draft.id).await, ContentRole::NoAccess);
}

/// T05: what an editor or manager of a folder may not manage is not theirs to remove.
#[tokio::test]
async fn t05_emptying_the_trash_takes_no_foreign_content() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let (max, folder) = (test.cx(world.manager), NodeId::Folder(world.folder));
    assert_eq!(code(&app::trash::put(app, &max, folder).await), "content_role");
    test.grant(folder, Principal::User(world.manager), Some(ContentRole::Manager)).await;
    assert_eq!(code(&app::trash::delete(app, &max, folder).await), "not_in_trash");
    app::inheritance::set(app, &test.cx(world.analyst), world.document.into(), Wish::StandAlone(Start::Empty)).await.unwrap();
    app::trash::put(app, &max, folder).await.unwrap();
    assert_eq!(code(&app::trash::delete(app, &max, folder).await), "others_content");
    assert_eq!(code(&app::trash::delete(app, &test.cx(world.viewer), folder).await), "not_found");
    app::trash::delete(app, &test.cx(world.analyst), folder).await.unwrap();
    assert_eq!(code(&app::content::get(app, &test.cx(test.admin), world.document.into()).await), "not_found");
}

#[tokio::test]
async fn the_trash_is_for_managers_and_is_emptied_after_its_days() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let (ann, document) = (test.cx(world.analyst), NodeId::Document(world.document));
    setting(&world, SettingsChange { trash_days: Some(7), ..Default::default() }).await;
    app::trash::put(app, &ann, document).await.unwrap();
    for user in [world.viewer, world.outsider] {
        assert_eq!(code(&app::content::get(app, &test.cx(user), document).await), "not_found");
    }
    assert_eq!(names(&world, &ann, View::Trash).await, ["On time"]);
    test.clock.advance(6 * 86_400);
    assert_eq!(app::trash::empty(app).await.unwrap(), 0);
    app::trash::restore(app, &ann, document).await.unwrap();
    test.clock.advance(3 * 86_400);
    assert_eq!(app::trash::empty(app).await.unwrap(), 0, "it was taken out");
    app::trash::put(app, &ann, document).await.unwrap();
    test.clock.advance(7 * 86_400 + 60);
    assert_eq!(app::trash::empty(app).await.unwrap(), 1);
    assert_eq!(code(&app::content::get(app, &ann, document).await), "not_found");
    assert_eq!(names(&world, &ann, View::Trash).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_restored_comes_back_to_its_folder_or_the_root() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let (ann, document) = (test.cx(world.analyst), NodeId::Document(world.document));
    app::trash::put(app, &ann, document).await.unwrap();
    app::trash::restore(app, &ann, document).await.unwrap();
    assert_eq!(names(&world, &ann, View::Children(Place::Folder(world.folder))).await, ["On time"]);
    app::trash::put(app, &ann, document).await.unwrap();
    app::trash::put(app, &ann, world.folder.into()).await.unwrap();
    app::trash::restore(app, &ann, document).await.unwrap();
    assert_eq!(names(&world, &ann, View::Children(Place::Shared)).await, ["On time"]);
}

/// T14: what is made anew under the name of something that was removed starts with nothing.
#[tokio::test]
async fn t14_what_is_made_anew_starts_with_nothing() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let ann = test.cx(world.analyst);
    let old = test.document(world.analyst, "Plan", Place::Mine, None).await.node.id;
    test.grant(old, Principal::User(world.viewer), Some(ContentRole::Manager)).await;
    app::favourites::set(app, &test.cx(world.viewer), old, true).await.unwrap();
    let NodeId::Document(id) = old else { unreachable!("a document") };
    let named = |id: vocab::DocumentId| {
        let change = app::documents::DocumentChange { identifier: Some("the-plan".parse().unwrap()), ..Default::default() };
        let ann = test.cx(world.analyst);
        async move { app::documents::change(app, &ann, &id.into(), change).await }
    };
    named(id).await.unwrap();
    app::trash::put(app, &ann, old).await.unwrap();
    app::trash::delete(app, &ann, old).await.unwrap();
    let new = test.document(world.analyst, "Plan", Place::Mine, None).await.node.id;
    assert_eq!(role(&world, world.viewer, new).await, ContentRole::NoAccess);
    assert_eq!(names(&world, &test.cx(world.viewer), View::Favourites).await, Vec::<String>::new());
    let NodeId::Document(new) = new else { unreachable!("a document") };
    assert_eq!(code(&named(new).await), "identifier_taken", "and a former identifier leads nowhere else");
    // A group of the same name does not inherit a role on everything either.
    let group = test.group("Support", &[Principal::User(world.outsider)]).await;
    let admin = test.cx(test.admin);
    app::instance_grants::set(app, &admin, group, Some(ContentRole::Manager)).await.unwrap();
    app::groups::delete(app, &admin, group).await.unwrap();
    test.group("Support", &[Principal::User(world.outsider)]).await;
    assert_eq!(role(&world, world.outsider, world.document.into()).await, ContentRole::NoAccess);
    assert_eq!(code(&app::instance_grants::set(app, &admin, GroupId::from_parts(1, [1; 10]), None).await), "not_found");
}

/// T104: both sides are asked, direct grants travel and inherited ones are replaced, all at once.
#[tokio::test]
async fn t104_a_move_follows_the_rule_at_once() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let (ann, document) = (test.cx(world.analyst), NodeId::Document(world.document));
    test.grant(document, Principal::User(world.outsider), Some(ContentRole::Editor)).await;
    let other = test.folder(test.admin, "Board", Place::Shared).await.id;
    let NodeId::Folder(board) = other else { unreachable!("a folder") };
    assert_eq!(code(&app::content::relocate(app, &ann, document, Place::Folder(board)).await), "not_found");
    test.grant(other, Principal::User(world.analyst), Some(ContentRole::Editor)).await;
    let preview = app::content::relocate_preview(app, &ann, document, Place::Folder(board)).await.unwrap();
    assert_eq!((preview.loses, preview.gains), (3, 0));
    app::content::relocate(app, &ann, document, Place::Folder(board)).await.unwrap();
    assert_eq!(role(&world, world.viewer, document).await, ContentRole::NoAccess);
    assert_eq!(role(&world, world.outsider, document).await, ContentRole::Editor);
    // Somebody else's content does not go into a personal hub.
    test.grant(document, Principal::User(world.manager), Some(ContentRole::Manager)).await;
    assert_eq!(code(&app::content::relocate(app, &test.cx(world.manager), document, Place::Mine).await), "foreign_into_personal");
}

#[tokio::test]
async fn copies_are_their_makers_and_show_what_the_maker_sees() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let copy = |user: UserId, place| {
        let (cx, document) = (test.cx(user), world.document_ref());
        async move { app::duplicates::duplicate(app, &cx, &document, None, place).await }
    };
    let own = copy(world.analyst, None).await.unwrap().node;
    assert_eq!((own.name.as_str(), own.owner.id), ("On time (copy)", world.analyst));
    assert_ne!(own.reports[0].id, world.report, "the copy's reports are others");
    assert_eq!(code(&copy(world.sql_manager, None).await), "content_role");
    ability(&world, Ability::ViewWorkbook, true).await;
    let seen = copy(world.sql_manager, None).await.unwrap().node;
    let NodeId::Document(seen) = seen.id else { unreachable!("a document") };
    let project = app::documents::project(app, &test.cx(world.sql_manager), &seen.into()).await;
    assert_eq!(project.unwrap().value.reports[0].tiles().count(), 4, "the SQL tile is not theirs to see");
    assert_eq!(names(&world, &test.cx(world.sql_manager), View::Children(Place::Mine)).await, ["On time (copy)"]);
    assert_eq!(code(&copy(world.manager, None).await), "query_kind", "viewer of the connection");
    ability(&world, Ability::Duplicate, false).await;
    for user in [world.analyst, test.admin] {
        assert_eq!(code(&copy(user, Some(Place::Mine)).await), "ability_off");
    }
}

#[tokio::test]
async fn the_workbook_opens_read_only_for_viewers_who_may_query() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let open = |user: UserId| {
        let (cx, document) = (test.cx(user), world.document_ref());
        async move { app::documents::project(app, &cx, &document).await }
    };
    assert_eq!(code(&open(world.sql_manager).await), "content_role");
    ability(&world, Ability::ViewWorkbook, true).await;
    let titles: Vec<String> = open(world.sql_manager).await.unwrap().value.reports[0].tiles().map(|tile| tile.title.clone()).collect();
    assert_eq!(titles, ["Tile 1", "Tile 2", "Tile 3", "Tile 5"], "no SQL, though Sam may write SQL");
    assert_eq!(code(&open(world.viewer).await), "query_kind");
    assert_eq!(open(world.analyst).await.unwrap().value.reports[0].tiles().count(), 5);
    let can = |user: UserId| {
        let cx = test.cx(user);
        async move { app::content::get(app, &cx, world.document.into()).await.unwrap().can.contains(&"view_workbook") }
    };
    assert_eq!((can(world.sql_manager).await, can(world.viewer).await), (true, false));
}

#[tokio::test]
async fn asking_for_access_and_answering() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let (eve, ann, document) = (test.cx(world.outsider), test.cx(world.analyst), world.document_ref());
    let ask = |role| app::requests::ask(app, &eve, &document, role, Some("  For the board  ".to_owned()));
    assert_eq!(code(&ask(ContentRole::Viewer).await), "not_found");
    assert!(!app::requests::can_ask(app, &eve, &document).await);
    ability(&world, Ability::RequestAccess, true).await;
    assert!(app::requests::can_ask(app, &eve, &document).await);
    assert!(!app::requests::can_ask(app, &test.nobody(), &document).await);
    assert_eq!(code(&ask(ContentRole::Manager).await), "value_invalid");
    let first = ask(ContentRole::Editor).await.unwrap();
    assert_eq!((first.document.name.as_str(), first.message.as_deref()), ("", Some("For the board")), "its name stays hidden");
    let again = ask(ContentRole::Viewer).await.unwrap();
    assert_eq!((again.id, again.role), (first.id, ContentRole::Viewer), "nobody is asked twice");
    let inbox = |cx: Cx, which| async move { app::requests::list(app, &cx, which, PageAsk::default()).await.unwrap().items };
    assert_eq!(inbox(ann.clone(), Which::ToAnswer).await.len(), 1);
    assert_eq!(inbox(test.cx(world.test.admin), Which::ToAnswer).await.len(), 0, "requests go to the owner");
    assert_eq!(app::sharing::get(app, &ann, world.document.into()).await.unwrap().requests.len(), 1);
    // T04: who manages something else does not answer for this.
    let own = test.folder(world.manager, "Max", Place::Shared).await.id;
    assert_eq!(role(&world, world.manager, own).await, ContentRole::Owner);
    assert_eq!(code(&app::requests::grant(app, &test.cx(world.manager), first.id, None).await), "not_found");
    assert_eq!(code(&app::requests::grant(app, &eve, first.id, None).await), "not_found");
    let preview = app::requests::grant_preview(app, &ann, first.id, None).await.unwrap();
    assert_eq!((preview.gains, role(&world, world.outsider, world.document.into()).await), (1, ContentRole::NoAccess));
    assert_eq!(app::requests::grant(app, &ann, first.id, None).await.unwrap().state, State::Granted);
    assert_eq!(role(&world, world.outsider, world.document.into()).await, ContentRole::Viewer);
    assert_eq!(code(&app::requests::refuse(app, &ann, first.id, None).await), "request_answered");
    let second = ask(ContentRole::Editor).await.unwrap();
    app::requests::refuse(app, &ann, second.id, Some("Not yet".to_owned())).await.unwrap();
    let mine = inbox(eve.clone(), Which::Mine).await;
    let told: Vec<_> = mine.iter().map(|request| (request.state, request.reason.as_deref())).collect();
    assert_eq!(told, [(State::Refused, Some("Not yet")), (State::Granted, None)]);
}

/// T97: lists of one's own making hold what a check allows, in pages of any size, and take no cursor but their own.
#[tokio::test]
async fn t97_favourites_and_recent_hold_what_may_be_seen() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let vic = test.cx(world.viewer);
    let mut wanted = Vec::new();
    for name in ["One", "Two", "Three"] {
        let node = test.document(world.analyst, name, Place::Folder(world.folder), None).await.node.id;
        app::favourites::set(app, &vic, node, true).await.unwrap();
        wanted.insert(0, name.to_owned());
    }
    let page = |limit, cursor| ContentAsk { view: View::Favourites, q: None, kind: None, page: PageAsk { limit, cursor } };
    for limit in [1, 2, 3, 50] {
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let list = app::content::list(app, &vic, page(limit, cursor)).await.unwrap();
            assert!(list.page.items.iter().all(|node| node.favourite));
            found.extend(list.page.items.into_iter().map(|node| node.name));
            cursor = list.page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(found, wanted, "pages of {limit}");
    }
    for forged in ["x", "doc_0192f0c1a2b37c4d8e5f60718293a4b5"] {
        assert_eq!(code(&app::content::list(app, &vic, page(2, Some(forged.to_owned()))).await), "bad_cursor");
    }
    assert_eq!(code(&app::favourites::set(app, &test.cx(world.outsider), world.document.into(), true).await), "not_found");
    test.grant(world.folder.into(), Principal::Group(world.readers), None).await;
    assert_eq!(names(&world, &vic, View::Favourites).await, Vec::<String>::new(), "a favourite gives nothing");
}

#[tokio::test]
async fn what_is_owned_in_anothers_documents_is_shared_with_its_owner() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let draft = test.document(world.analyst, "Draft", Place::Mine, None).await.node.id;
    test.grant(draft, Principal::User(world.manager), Some(ContentRole::Manager)).await;
    app::ownership::transfer(app, &test.cx(world.analyst), draft, world.manager).await.unwrap();
    assert!(names(&world, &test.cx(world.manager), View::SharedWithMe).await.contains(&"Draft".to_owned()));
    app::content::relocate(app, &test.cx(world.manager), draft, Place::Mine).await.unwrap();
    assert_eq!(names(&world, &test.cx(world.manager), View::Children(Place::Mine)).await, ["Draft"]);
}

#[tokio::test]
async fn members_add_at_the_root_unless_admins_say_otherwise() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    setting(&world, SettingsChange { default_content_role: Some(ContentRole::Editor), ..Default::default() }).await;
    let node = test.folder(world.viewer, "Open", Place::Shared).await.id;
    assert_eq!(role(&world, world.outsider, node).await, ContentRole::Editor);
    setting(&world, SettingsChange { content_organization: Some(false), ..Default::default() }).await;
    let refused = app::folders::create(app, &test.cx(world.outsider), "New".parse().unwrap(), Place::Shared).await;
    assert_eq!(code(&refused), "content_organization_off");
    let NodeId::Folder(open) = node else { unreachable!("a folder") };
    let mut place = open;
    for depth in 2..=7 {
        let made =
            app::folders::create(app, &test.cx(world.outsider), format!("{depth}").parse().unwrap(), Place::Folder(place)).await.unwrap();
        let NodeId::Folder(next) = made.id else { unreachable!("a folder") };
        place = next;
    }
    let eighth = app::folders::create(app, &test.cx(world.outsider), "8".parse().unwrap(), Place::Folder(place)).await;
    assert_eq!(code(&eighth), "too_deep");
}

/// Inheriting again, a folder belongs to whom the folder above belongs to, and whoever had it stays manager.
#[tokio::test]
async fn a_folder_that_inherits_again_follows_its_folder() {
    let world = Flights::start().await;
    let (test, app) = (&world.test, &world.test.app);
    let (ann, inner) = (test.cx(world.analyst), test.folder(world.analyst, "Inner", Place::Folder(world.folder)).await.id);
    test.grant(inner, Principal::User(world.manager), Some(ContentRole::Manager)).await;
    app::inheritance::set(app, &ann, inner, Wish::StandAlone(Start::Present)).await.unwrap();
    app::ownership::transfer(app, &ann, inner, world.manager).await.unwrap();
    assert_eq!(owner(&world, inner).await, world.manager, "what stands alone goes its own way");
    let preview = app::inheritance::preview(app, &ann, inner, Wish::Inherit).await.unwrap();
    let moved: Vec<_> = preview.people.iter().map(|person| (person.user.id, person.roles.0, person.roles.1)).collect();
    assert_eq!(
        moved,
        [(world.analyst, ContentRole::Manager, ContentRole::Owner), (world.manager, ContentRole::Owner, ContentRole::Manager)]
    );
    app::inheritance::set(app, &test.cx(world.manager), inner, Wish::Inherit).await.unwrap();
    assert_eq!((owner(&world, inner).await, role(&world, world.manager, inner).await), (world.analyst, ContentRole::Manager));
    let node = app::content::get(app, &ann, inner).await.unwrap();
    assert!(!node.stands_alone);
}
