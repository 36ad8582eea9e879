//! Random histories of changes: after each, every answer equals that of the plain reference.

use std::collections::BTreeSet;

use access::{
    Browse, Change, Edit, Facts, FactsError, Hub, Kind, List, ListError, Listing, Manage, NodeId, Parent, Principal, View, permit,
};
use proptest::prelude::*;
use vocab::{ContentRole, DocumentId, FolderId, GroupId, UserId};

use crate::reference::{Node, Reference, as_actor, put, user_put};
use crate::world;

const USERS: usize = 5;
const GROUPS: usize = 4;
const FOLDERS: usize = 6;
const DOCUMENTS: usize = 6;

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
    }
}

fn forget(reference: &mut Reference, principal: Principal) {
    reference.grants.retain(|(_, to), _| *to != principal);
    reference.groups.values_mut().for_each(|members| {
        members.remove(&principal);
    });
}

/// Check, list, reach and sources all agree with the reference.
fn compare(facts: &Facts, reference: &Reference) {
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
            let strongest = access::sources(facts, user, node).first().map_or(ContentRole::NoAccess, |source| source.role);
            assert_eq!(strongest, role, "the sources explain the role of {user} on {node}");
            let reached = access::reach(facts, node).into_iter().find(|(reached, _)| *reached == user);
            assert_eq!(reached, (role >= least && role > ContentRole::NoAccess).then_some((user, role)), "reach of {node}");
        }
        lists(facts, reference, user);
    }
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
