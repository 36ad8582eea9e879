//! Random histories of changes: after each, every answer equals that of the plain reference.

use std::collections::BTreeSet;

use access::{
    Actor, Browse, Change, Door, Edit, Facts, FactsError, Hub, Kind, LinkFacts, LinkMode, LinkRight, List, ListError, Listing, Manage,
    ModelRules, NodeId, Parent, Principal, PublicLinks, QueryKind, Setting, Verb, View, ViewWorkbook, data_policy, permit,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use vocab::{Ability, ConnectionId, ConnectionRole, ContentRole, DocumentId, FolderId, GroupId, LinkId, UserId};

use crate::reference::{Node, Reference, as_actor, put, user_put};
use crate::world;

const USERS: usize = 5;
const GROUPS: usize = 4;
const FOLDERS: usize = 6;
const DOCUMENTS: usize = 6;
const LINKS: usize = 3;

#[derive(Debug, Clone)]
enum Step {
    User(usize, bool, bool),
    RemoveUser(usize),
    Group(usize),
    RemoveGroup(usize),
    Member(usize, usize),
    RemoveMember(usize, usize),
    Node { node: usize, parent: usize, owner: usize, name: usize, stands_alone: bool, trashed: bool },
    RemoveNode(usize),
    Grant(usize, usize, ContentRole, bool),
    Revoke(usize, usize),
    Everywhere(usize, ContentRole),
    NotEverywhere(usize),
    Ability(usize, usize, bool),
    AbilitySetting(usize, bool, bool),
    Link { link: usize, document: usize, mode: usize, view: bool, enabled: bool },
    RemoveLink(usize),
    Setting(usize, bool),
}

fn user(at: usize) -> UserId {
    world::user(&format!("u{}", at % USERS))
}

fn group(at: usize) -> GroupId {
    world::group(&format!("g{}", at % GROUPS))
}

fn folder(at: usize) -> FolderId {
    world::folder(&format!("f{}", at % FOLDERS))
}

fn document(at: usize) -> DocumentId {
    world::document(&format!("d{}", at % DOCUMENTS))
}

fn node(at: usize) -> NodeId {
    let at = at % (FOLDERS + DOCUMENTS);
    if at < FOLDERS { folder(at).into() } else { document(at - FOLDERS).into() }
}

fn link(at: usize) -> LinkId {
    world::link(&format!("l{}", at % LINKS))
}

/// A connection that everyone may see and nobody but admins may ask in SQL: a boost shows there.
fn data() -> ConnectionId {
    world::connection("data")
}

fn principal(at: usize) -> Principal {
    match at % (USERS + GROUPS + 4) {
        0 => Principal::Organization,
        at if at <= USERS => Principal::User(user(at - 1)),
        at if at <= USERS + GROUPS => Principal::Group(group(at - USERS - 1)),
        _ => Principal::Organization,
    }
}

fn parent(at: usize) -> Parent {
    match at % (FOLDERS + 4) {
        at @ 0..FOLDERS => Parent::Folder(folder(at)),
        at if at < FOLDERS + 2 => Parent::Hub(Hub::Shared),
        at => Parent::Hub(Hub::Personal(user(at))),
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = || 0..64_usize;
    let role = || prop::sample::select(&ContentRole::ALL[..4]);
    let node = (at(), at(), at(), 0..6_usize, prop::bool::weighted(0.15), prop::bool::weighted(0.2))
        .prop_map(|(node, parent, owner, name, stands_alone, trashed)| Step::Node { node, parent, owner, name, stands_alone, trashed });
    let step = prop_oneof![
        2 => (at(), prop::bool::weighted(0.1), prop::bool::weighted(0.9)).prop_map(|(at, admin, active)| Step::User(at, admin, active)),
        1 => at().prop_map(Step::RemoveUser),
        1 => at().prop_map(Step::Group),
        1 => at().prop_map(Step::RemoveGroup),
        6 => (at(), at()).prop_map(|(group, member)| Step::Member(group, member)),
        2 => (at(), at()).prop_map(|(group, member)| Step::RemoveMember(group, member)),
        10 => node,
        1 => at().prop_map(Step::RemoveNode),
        8 => (at(), at(), role(), any::<bool>()).prop_map(|(node, to, role, boost)| Step::Grant(node, to, role, boost)),
        3 => (at(), at()).prop_map(|(node, from)| Step::Revoke(node, from)),
        1 => (at(), role()).prop_map(|(group, role)| Step::Everywhere(group, role)),
        1 => at().prop_map(Step::NotEverywhere),
        2 => (at(), at(), any::<bool>()).prop_map(|(document, ability, on)| Step::Ability(document, ability, on)),
        1 => (at(), prop::bool::weighted(0.8), any::<bool>()).prop_map(|(ability, available, on)| Step::AbilitySetting(ability, available, on)),
        2 => (at(), at(), 0..3_usize, prop::bool::weighted(0.8), prop::bool::weighted(0.8))
            .prop_map(|(link, document, mode, view, enabled)| Step::Link { link, document, mode, view, enabled }),
        1 => at().prop_map(Step::RemoveLink),
        1 => (0..4_usize, any::<bool>()).prop_map(|(setting, on)| Step::Setting(setting, on)),
    ];
    prop::collection::vec(step, 1..80)
}

/// A world where everybody and every group is there already, so that histories get somewhere.
fn peopled() -> (Facts, Reference) {
    let (mut facts, mut reference) = (Facts::new(), Reference::default());
    for at in 0..USERS {
        facts.apply(user_put(user(at), false, true)).expect("a new person");
        reference.users.insert(user(at), (false, true));
    }
    for at in 0..GROUPS {
        facts.apply(Change::GroupPut { group: group(at), name: "group".parse().expect("a name") }).expect("a new group");
        reference.groups.insert(group(at), BTreeSet::new());
    }
    let base_role = ConnectionRole::Viewer;
    facts.apply(Change::ConnectionPut { connection: data(), name: "data".parse().expect("a name"), base_role }).expect("a new connection");
    (facts, reference)
}

/// Makes a step in both; what the facts refuse must be what the reference calls senseless.
fn make(facts: &mut Facts, reference: &mut Reference, step: &Step) {
    let known = |reference: &Reference, principal: Principal| match principal {
        Principal::User(id) => reference.users.contains_key(&id),
        Principal::Group(id) => reference.groups.contains_key(&id),
        Principal::Organization => true,
    };
    match *step {
        Step::User(at, is_admin, active) => {
            facts.apply(user_put(user(at), is_admin, active)).expect("always possible");
            reference.users.insert(user(at), (is_admin, active));
        }
        Step::RemoveUser(at) => {
            let needed = reference.nodes.values().any(|node| node.owner == user(at) || node.parent == Parent::Hub(Hub::Personal(user(at))));
            assert_eq!(facts.apply(Change::UserRemoved { user: user(at) }).is_err(), needed);
            if !needed {
                reference.users.remove(&user(at));
                forget(reference, Principal::User(user(at)));
            }
        }
        Step::Group(at) => {
            facts.apply(Change::GroupPut { group: group(at), name: "group".parse().expect("a name") }).expect("always possible");
            reference.groups.entry(group(at)).or_default();
        }
        Step::RemoveGroup(at) => {
            facts.apply(Change::GroupRemoved { group: group(at) }).expect("always possible");
            reference.groups.remove(&group(at));
            reference.everywhere.remove(&group(at));
            forget(reference, Principal::Group(group(at)));
        }
        Step::Member(at, member) => {
            let (group, member) = (group(at), principal(member));
            let cycle =
                matches!(member, Principal::Group(inner) if reference.groups.contains_key(&inner) && reference.contains(inner, group));
            let fine = known(reference, Principal::Group(group)) && known(reference, member) && member != Principal::Organization && !cycle;
            let made = facts.apply(Change::MemberPut { group, member });
            assert_eq!(made.is_ok(), fine, "{made:?}");
            if let (Err(FactsError::GroupCycle { path }), Principal::Group(inner)) = (&made, member) {
                assert_eq!(
                    (path.first(), path.get(1), path.last()),
                    (Some(&group), Some(&inner), Some(&group)),
                    "t95: the path of the cycle"
                );
                assert!(path.windows(2).skip(1).all(|pair| reference.groups[&pair[0]].contains(&Principal::Group(pair[1]))));
            }
            if fine {
                reference.groups.get_mut(&group).expect("known").insert(member);
            }
        }
        Step::RemoveMember(at, member) => {
            facts.apply(Change::MemberRemoved { group: group(at), member: principal(member) }).expect("always possible");
            if let Some(members) = reference.groups.get_mut(&group(at)) {
                members.remove(&principal(member));
            }
        }
        Step::Node { node: at, parent: place, owner, name, stands_alone, trashed } => {
            let id = node(at);
            let name = ["Alpha", "alpha", "beta", "Épée", "épée 2", "Zeta"][name].to_owned();
            let made = Node { parent: parent(place), owner: user(owner), name, stands_alone, trashed };
            let placed = match made.parent {
                Parent::Hub(Hub::Shared) => true,
                Parent::Hub(Hub::Personal(user)) => reference.users.contains_key(&user),
                Parent::Folder(folder) => {
                    let cycle = matches!(id, NodeId::Folder(moved) if reference.nodes.contains_key(&id)
                        && reference.nodes.contains_key(&NodeId::Folder(folder)) && reference.is_above(moved, NodeId::Folder(folder)));
                    reference.nodes.contains_key(&NodeId::Folder(folder)) && !cycle
                }
            };
            let done = facts.apply(put(id, &made));
            assert_eq!(done.is_ok(), placed && reference.users.contains_key(&made.owner), "{done:?}");
            if done.is_ok() {
                reference.nodes.insert(id, made);
            }
        }
        Step::RemoveNode(at) => {
            let id = node(at);
            let filled = reference.nodes.values().any(|node| matches!(node.parent, Parent::Folder(folder) if NodeId::Folder(folder) == id));
            assert_eq!(facts.apply(Change::NodeRemoved { node: id }).is_err(), filled);
            if !filled {
                reference.nodes.remove(&id);
                reference.abilities.retain(|(document, _), _| NodeId::Document(*document) != id);
                reference.links.retain(|_, link| NodeId::Document(link.document) != id);
                reference.grants.retain(|(on, _), _| *on != id);
            }
        }
        Step::Grant(at, to, role, boost) => {
            let (node, to) = (node(at), principal(to));
            let fine = reference.nodes.contains_key(&node) && known(reference, to);
            assert_eq!(facts.apply(Change::GrantPut { node, principal: to, role, boost }).is_ok(), fine);
            if fine {
                reference.grants.insert((node, to), (role, boost));
            }
        }
        Step::Revoke(at, from) => {
            facts.apply(Change::GrantRemoved { node: node(at), principal: principal(from) }).expect("always possible");
            reference.grants.remove(&(node(at), principal(from)));
        }
        Step::Everywhere(at, role) => {
            let fine = reference.groups.contains_key(&group(at));
            assert_eq!(facts.apply(Change::InstanceGrantPut { group: group(at), role }).is_ok(), fine);
            if fine {
                reference.everywhere.insert(group(at), role);
            }
        }
        Step::NotEverywhere(at) => {
            facts.apply(Change::InstanceGrantRemoved { group: group(at) }).expect("always possible");
            reference.everywhere.remove(&group(at));
        }
        Step::Ability(at, ability, on) => {
            let (document, ability) = (document(at), Ability::ALL[ability % Ability::ALL.len()]);
            let fine = reference.nodes.contains_key(&NodeId::Document(document));
            assert_eq!(facts.apply(Change::AbilityPut { document, ability, on }).is_ok(), fine);
            if fine {
                reference.abilities.insert((document, ability), on);
            }
        }
        Step::AbilitySetting(ability, available, default_on) => {
            let ability = Ability::ALL[ability % Ability::ALL.len()];
            facts.apply(Change::AbilitySettingPut { ability, available, default_on }).expect("always possible");
            reference.ability_settings.insert(ability, (available, default_on));
        }
        Step::Link { link: at, document: of, mode, view, enabled } => {
            let mode = [LinkMode::Private, LinkMode::Folder, LinkMode::Everyone][mode];
            let rights = view.then_some(LinkRight::View).into_iter().collect();
            let report = world::report("first");
            let made = LinkFacts { id: link(at), document: document(of), report, mode, rights, attributes: [].into(), enabled };
            let fine = reference.nodes.contains_key(&NodeId::Document(made.document));
            assert_eq!(facts.apply(Change::LinkPut { link: made.clone() }).is_ok(), fine);
            if fine {
                reference.links.insert(made.id, made);
            }
        }
        Step::RemoveLink(at) => {
            facts.apply(Change::LinkRemoved { link: link(at) }).expect("always possible");
            reference.links.remove(&link(at));
        }
        Step::Setting(which, on) => {
            let setting = match which {
                3 => {
                    reference.boost_off = !on;
                    Setting::BoostAvailable(on)
                }
                _ => {
                    let links = [PublicLinks::Off, PublicLinks::SignedIn, PublicLinks::Anyone][which];
                    reference.public_links = Some(links);
                    Setting::PublicLinks(links)
                }
            };
            facts.apply(Change::SettingPut(setting)).expect("always possible");
        }
    }
}

fn forget(reference: &mut Reference, principal: Principal) {
    reference.grants.retain(|(_, to), _| *to != principal);
    reference.groups.values_mut().for_each(|members| {
        members.remove(&principal);
    });
}

/// Check, list, reach and sources all agree with the reference. Gives how many decisions were compared.
fn compare(facts: &Facts, reference: &Reference) -> u64 {
    for at in 0..USERS {
        lists(facts, reference, user(at));
    }
    decisions(facts, reference)
}

/// Each person with each folder and document.
fn decisions(facts: &Facts, reference: &Reference) -> u64 {
    let mut count = 0;
    for at in 0..USERS {
        let user = user(at);
        let actor = as_actor(user);
        for at in 0..FOLDERS + DOCUMENTS {
            let node = node(at);
            let there = reference.nodes.contains_key(&node);
            let role = if there { reference.role(user, node) } else { ContentRole::NoAccess };
            assert_eq!(access::role(facts, user, node), role, "{user} {node}");
            let least = if there && reference.in_trash(node) { ContentRole::Manager } else { ContentRole::Viewer };
            let (views, sees) = (there && reference.views(user, node), there && reference.sees(user, node));
            assert_eq!(permit::<View, _>(facts, &actor, node).is_ok(), views, "{user} views {node}");
            assert_eq!(permit::<Browse, _>(facts, &actor, node).is_ok(), sees, "{user} sees {node}");
            let edit = permit::<Edit, _>(facts, &actor, node);
            assert_eq!(edit.is_ok(), there && !reference.in_trash(node) && role >= ContentRole::Editor, "{user} edits {node}");
            assert_eq!(edit.is_err_and(|denied| denied.hidden), !sees, "what {user} may not see of {node} is hidden");
            assert_eq!(permit::<Manage, _>(facts, &actor, node).is_ok(), role >= ContentRole::Manager);
            count += 4 + abilities(facts, reference, user, node, role);
            let strongest = access::sources(facts, user, node).first().map_or(ContentRole::NoAccess, |source| source.role);
            assert_eq!(strongest, role, "the sources explain the role of {user} on {node}");
            let reached = access::reach(facts, node).into_iter().find(|(reached, _)| *reached == user);
            assert_eq!(reached, (role >= least && role > ContentRole::NoAccess).then_some((user, role)), "reach of {node}");
        }
    }
    count
}

/// What abilities bind: everybody alike, in use alone, never more than the role gives.
fn abilities(facts: &Facts, reference: &Reference, user: UserId, node: NodeId, role: ContentRole) -> u64 {
    let Some(document) = node.document() else { return 0 };
    let in_use = reference.nodes.contains_key(&node) && !reference.in_trash(node);
    let cases = [
        (Verb::Download, Ability::Download, ContentRole::Viewer),
        (Verb::Schedule, Ability::Schedule, ContentRole::Viewer),
        (Verb::Drill, Ability::Drill, ContentRole::Viewer),
        (Verb::Analyze, Ability::Analyze, ContentRole::Viewer),
        (Verb::UploadData, Ability::UploadData, ContentRole::Editor),
    ];
    for (verb, ability, least) in cases {
        let may = access::decide(facts, &as_actor(user), verb, node).allowed();
        assert_eq!(may, in_use && role >= least && reference.ability(document, ability), "{user} {verb:?} {node}");
    }
    let least = if reference.ability(document, Ability::ViewWorkbook) { ContentRole::Viewer } else { ContentRole::Editor };
    let may = permit::<ViewWorkbook, _>(facts, &as_actor(user), document).is_ok();
    assert_eq!(may, in_use && role >= least, "{user} looks into the workbook of {node}");
    // Managers may look at what lies in the trash, with its data.
    let views = reference.nodes.contains_key(&node) && reference.views(user, node);
    let sql = data_policy(facts, &as_actor(user), data(), &ModelRules::default(), QueryKind::Sql, Door::Dashboard(document)).is_ok();
    let admin = reference.users.get(&user).is_some_and(|(admin, _)| *admin);
    assert_eq!(sql, views && (admin || reference.boosted(user, node)), "SQL tiles of {node} for {user}");
    for at in 0..LINKS {
        let Some(facts_of_link) = reference.links.get(&link(at)).filter(|link| link.document == document) else { continue };
        for actor in [as_actor(user), Actor::Anonymous, Actor::Link(link(at)), Actor::Link(link(at + 1))] {
            let open = in_use && reference.opens(facts_of_link, actor, role);
            assert_eq!(permit::<View, _>(facts, &actor, link(at)).is_ok(), open, "{actor:?} at {facts_of_link:?}");
        }
    }
    cases.len() as u64 + 2
}

/// T97: a list holds what a check allows, sorted, with any page size.
fn lists(facts: &Facts, reference: &Reference, user: UserId) {
    let actor = as_actor(user);
    let active = reference.users.get(&user).is_some_and(|(_, active)| *active);
    let expect = |wanted: &dyn Fn(NodeId) -> bool| {
        let mut nodes: Vec<NodeId> = reference.nodes.keys().copied().filter(|node| reference.sees(user, *node) && wanted(*node)).collect();
        reference.sort(&mut nodes);
        nodes
    };
    let pages = |listing: &Listing, limit: usize| -> Result<Vec<NodeId>, ListError> {
        let mut list = List { limit, ..List::new(listing.clone()) };
        let mut found = Vec::new();
        loop {
            let page = access::scope_list(facts, &actor, &list)?;
            for item in page.items() {
                assert_eq!(item.role, reference.role(user, item.object));
                assert_eq!(item.name_only, item.role < ContentRole::Viewer);
                found.push(item.object);
            }
            match page.next_cursor() {
                Some(cursor) => list.cursor = Some(cursor.to_owned()),
                None => return Ok(found),
            }
        }
    };
    for at in 0..FOLDERS + 4 {
        let place = parent(at);
        let listed = match place {
            Parent::Hub(Hub::Shared) => active,
            Parent::Hub(Hub::Personal(owner)) => {
                active
                    && reference.users.contains_key(&owner)
                    && (owner == user || reference.users.get(&user).is_some_and(|(admin, _)| *admin))
            }
            Parent::Folder(folder) => reference.nodes.contains_key(&NodeId::Folder(folder)) && reference.sees(user, NodeId::Folder(folder)),
        };
        let expected = expect(&|node| reference.nodes[&node].parent == place && !reference.nodes[&node].trashed);
        for limit in [1, 2, 50] {
            assert_eq!(pages(&Listing::Children(place), limit).ok(), listed.then(|| expected.clone()), "{user} lists {place:?}");
        }
    }
    let all = pages(&Listing::All, 3).ok();
    assert_eq!(all, active.then(|| expect(&|node| !reference.in_trash(node))), "{user} lists everything");
    assert_eq!(pages(&Listing::Trash, 2).ok(), active.then(|| expect(&|node| reference.nodes[&node].trashed)), "the trash of {user}");
    let named = |node: NodeId| {
        let granted = reference.grants.iter().any(|((on, to), (role, _))| {
            *on == node
                && *role >= ContentRole::Viewer
                && match to {
                    Principal::User(to) => *to == user,
                    Principal::Group(to) => reference.in_group(user, *to),
                    Principal::Organization => false,
                }
        });
        let owned = reference.nodes[&node].owner == user;
        // What somebody owns in another person's documents is found here and nowhere else.
        let elsewhere = owned && matches!(reference.hub(node), Hub::Personal(of) if of != user);
        ((granted && !owned) || elsewhere) && !reference.in_trash(node)
    };
    assert_eq!(pages(&Listing::SharedWithMe, 2).ok(), active.then(|| expect(&named)), "shared with {user}");
    let search = List { text: Some(" ÉPÉE".to_owned()), kind: Some(Kind::Document), ..List::new(Listing::All) };
    let found = access::scope_list(facts, &actor, &search).ok().map(|page| page.items().iter().map(|item| item.object).collect::<Vec<_>>());
    let fits = |node: NodeId| {
        !reference.in_trash(node) && node.document().is_some() && reference.nodes[&node].name.to_lowercase().contains("épée")
    };
    assert_eq!(found, active.then(|| expect(&fits)), "{user} searches");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn t97_check_list_reach_and_sources_agree_with_the_plain_rules(steps in steps()) {
        let (mut facts, mut reference) = peopled();
        for (at, step) in steps.iter().enumerate() {
            make(&mut facts, &mut reference, step);
            if at % 16 == 15 {
                compare(&facts, &reference);
            }
        }
        compare(&facts, &reference);
        compare(&Facts::load(reference.changes()).expect("what was made can be loaded"), &reference);
    }

    #[test]
    fn a_grant_never_takes_away(steps in steps(), at in 0..64_usize, to in 0..64_usize, role in prop::sample::select(&ContentRole::ALL[..4])) {
        let (mut facts, mut reference) = peopled();
        steps.iter().for_each(|step| make(&mut facts, &mut reference, step));
        let roles = |facts: &Facts| (0..USERS * (FOLDERS + DOCUMENTS)).map(|pair| access::role(facts, user(pair), node(pair / USERS))).collect::<Vec<_>>();
        let before = roles(&facts);
        let known = reference.grants.contains_key(&(node(at), principal(to)));
        if !known && facts.apply(Change::GrantPut { node: node(at), principal: principal(to), role, boost: true }).is_ok() {
            prop_assert!(before.iter().zip(roles(&facts)).all(|(before, after)| *before <= after));
        }
    }

    #[test]
    fn a_preview_says_what_then_happens(steps in steps(), last in steps()) {
        let (mut facts, mut reference) = peopled();
        steps.iter().for_each(|step| make(&mut facts, &mut reference, step));
        for step in last.iter().take(8) {
            let change = match *step {
                Step::Grant(at, to, role, boost) => Change::GrantPut { node: node(at), principal: principal(to), role, boost },
                Step::Revoke(at, from) => Change::GrantRemoved { node: node(at), principal: principal(from) },
                Step::Member(at, member) => Change::MemberPut { group: group(at), member: principal(member) },
                Step::RemoveMember(at, member) => Change::MemberRemoved { group: group(at), member: principal(member) },
                Step::Node { node: at, parent: place, .. } => match reference.nodes.get(&node(at)) {
                    Some(known) => put(node(at), &Node { parent: parent(place), ..known.clone() }),
                    None => continue,
                },
                _ => continue,
            };
            let before: Vec<_> = (0..FOLDERS + DOCUMENTS).map(|at| access::reach(&facts, node(at))).collect();
            let preview = access::preview(&facts, std::slice::from_ref(&change));
            let step = step_with_known_traits(step, &reference).unwrap_or_else(|| step.clone());
            make(&mut facts, &mut reference, &step);
            let Ok(preview) = preview else { continue };
            for change in &preview {
                let at = (0..FOLDERS + DOCUMENTS).find(|at| node(*at) == change.node).expect("one of them");
                prop_assert_eq!((change.before, change.after), (role_in(&before[at], change.user), role_in(&access::reach(&facts, change.node), change.user)));
            }
            // Of the node that is itself changed, nobody is left out.
            let (Step::Grant(at, ..) | Step::Revoke(at, _) | Step::Node { node: at, .. }) = step else { continue };
            let (at, after) = (at % (FOLDERS + DOCUMENTS), access::reach(&facts, node(at)));
            let changed = (0..USERS).filter(|each| role_in(&before[at], user(*each)) != role_in(&after, user(*each))).count();
            prop_assert_eq!(preview.iter().filter(|change| change.node == node(at)).count(), changed);
        }
    }
}

/// Ten million with `cargo xtask bench reference`; other histories in every run there, the same ones here.
#[test]
fn t97_a_long_run_of_decisions_agrees_with_the_plain_rules() {
    let wanted = std::env::var("LUCARNE_DECISIONS").ok().and_then(|count| count.parse().ok());
    let mut runner = if wanted.is_some() { TestRunner::default() } else { TestRunner::deterministic() };
    let (wanted, mut count, mut worlds) = (wanted.unwrap_or(50_000_u64), 0, 0_u64);
    while count < wanted {
        let steps = steps().new_tree(&mut runner).expect("a history").current();
        let (mut facts, mut reference) = peopled();
        for (at, step) in steps.iter().enumerate() {
            make(&mut facts, &mut reference, step);
            if at % 8 == 7 {
                count += decisions(&facts, &reference);
            }
        }
        worlds += 1;
        if worlds % 8 == 0 {
            count += compare(&facts, &reference);
        }
    }
    println!("{count} decisions in {worlds} histories of changes agree with the plain rules");
}

fn role_in(reached: &[(UserId, ContentRole)], user: UserId) -> ContentRole {
    reached.iter().find(|entry| entry.0 == user).map_or(ContentRole::NoAccess, |entry| entry.1)
}

/// A move keeps everything else of the node as it is.
fn step_with_known_traits(step: &Step, reference: &Reference) -> Option<Step> {
    let Step::Node { node: at, parent, .. } = *step else { return None };
    let known = reference.nodes.get(&node(at))?;
    let name = ["Alpha", "alpha", "beta", "Épée", "épée 2", "Zeta"].iter().position(|name| *name == known.name)?;
    let owner = (0..USERS).find(|at| user(*at) == known.owner)?;
    Some(Step::Node { node: at, parent, owner, name, stands_alone: known.stands_alone, trashed: known.trashed })
}
