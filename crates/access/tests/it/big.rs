//! Where shortcuts begin: folders with hundreds of children, nodes with many grants, thousands of names. The plain reference takes none of them.

use std::collections::BTreeSet;

use access::{Browse, Facts, Hub, List, Listing, NodeId, Parent, Principal, View, permit, scope_list, scope_of, scope_page};
use vocab::{ContentRole, UserId};

use crate::reference::{Node, Reference, as_actor};
use crate::world::{document, folder, group, user};

const USERS: usize = 6;
const GROUPS: usize = 48;

/// The same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

fn person(at: usize) -> UserId {
    user(&format!("u{at}"))
}

/// Person 0 administers, 1 has a role on everything, 2 is deactivated, 3 has nothing; the others are in some groups and own a little.
fn reference() -> Reference {
    let mut numbers = Numbers(2_013);
    let mut world = Reference::default();
    for at in 0..USERS {
        world.users.insert(person(at), (at == 0, at != 2));
    }
    for at in 0..GROUPS {
        let members = world.groups.entry(group(&format!("g{at}"))).or_default();
        for who in [1, 2, 4, 5] {
            if numbers.one_in(12) {
                members.insert(Principal::User(person(who)));
            }
        }
        if at > 0 && numbers.one_in(3) {
            members.insert(Principal::Group(group(&format!("g{}", numbers.below(at)))));
        }
    }
    let everywhere = group("all");
    world.groups.insert(everywhere, [Principal::User(person(1))].into());
    world.everywhere.insert(everywhere, ContentRole::Viewer);
    let shared = Parent::Hub(Hub::Shared);
    let put = |world: &mut Reference, id: NodeId, parent: Parent, numbers: &mut Numbers| {
        let owner = person(if numbers.one_in(200) { 4 + numbers.below(2) } else { 0 });
        let name = format!("{} {}", ["alpha", "Beta", "ÉPÉE", "zeta"][numbers.below(4)], numbers.below(500));
        let node = Node { parent, owner, name, stands_alone: numbers.one_in(60), trashed: numbers.one_in(50) };
        world.nodes.insert(id, node);
    };
    // A wide folder of folders, a long one of documents, and a long root.
    for name in ["wide", "long"] {
        put(&mut world, folder(name).into(), shared, &mut numbers);
        let node = world.nodes.get_mut(&NodeId::Folder(folder(name))).expect("just put");
        (node.trashed, node.owner) = (false, person(0));
    }
    for at in 0..270 {
        let inner = folder(&format!("w{at}"));
        put(&mut world, inner.into(), Parent::Folder(folder("wide")), &mut numbers);
        for doc in 0..1 {
            put(&mut world, document(&format!("w{at} {doc}")).into(), Parent::Folder(inner), &mut numbers);
        }
    }
    for at in 0..900 {
        put(&mut world, document(&format!("l{at}")).into(), Parent::Folder(folder("long")), &mut numbers);
        put(&mut world, document(&format!("r{at}")).into(), shared, &mut numbers);
    }
    for at in 0..300 {
        put(&mut world, document(&format!("m{at}")).into(), Parent::Hub(Hub::Personal(person(5))), &mut numbers);
    }
    let nodes: Vec<NodeId> = world.nodes.keys().copied().collect();
    for _ in 0..90 {
        let node = nodes[numbers.below(nodes.len())];
        let to = match numbers.below(5) {
            0 => Principal::Organization,
            1 => Principal::User(person(4 + numbers.below(2))),
            _ => Principal::Group(group(&format!("g{}", numbers.below(GROUPS)))),
        };
        world.grants.insert((node, to), (ContentRole::ALL[numbers.below(4)], numbers.one_in(3)));
    }
    // More grants on one thing than a person has groups: the list is searched and not walked.
    for (at, node) in
        [NodeId::Document(document("r7")), NodeId::Folder(folder("w9")), NodeId::Document(document("l9"))].into_iter().enumerate()
    {
        for each in 0..GROUPS {
            let role = if (each + at) % 7 == 0 { ContentRole::Editor } else { ContentRole::Viewer };
            world.grants.insert((node, Principal::Group(group(&format!("g{each}")))), (role, false));
        }
        let boosted = Principal::Group(group(&format!("g{}", at * 5)));
        world.grants.insert((node, boosted), (ContentRole::Viewer, true));
    }
    world
}

fn pages(facts: &Facts, who: UserId, list: List) -> Vec<(NodeId, ContentRole)> {
    let mut found = Vec::new();
    let mut list = list;
    loop {
        let page = scope_list(facts, &as_actor(who), &list).expect("a list of theirs");
        found.extend(page.items().iter().map(|item| (item.object, item.role)));
        assert!(page.items().iter().all(|item| item.name_only == (item.role < ContentRole::Viewer)));
        assert!(page.items().len() <= list.limit);
        match page.next_cursor() {
            Some(cursor) => list.cursor = Some(cursor.to_owned()),
            None => return found,
        }
    }
}

#[test]
fn t97_big_folders_and_long_lists_agree_with_the_plain_rules() {
    let world = reference();
    let facts = Facts::load(world.changes()).expect("it fits");
    let mut nodes: Vec<NodeId> = world.nodes.keys().copied().collect();
    world.sort(&mut nodes);
    for at in 0..USERS {
        let who = person(at);
        let actor = as_actor(who);
        let mut seen = Vec::new();
        for node in &nodes {
            let role = world.role(who, *node);
            assert_eq!(access::role(&facts, who, *node), role, "{at} {node}");
            let sees = world.sees(who, *node);
            assert_eq!(permit::<Browse, _>(&facts, &actor, *node).is_ok(), sees, "{at} sees {node}");
            assert_eq!(permit::<View, _>(&facts, &actor, *node).is_ok(), sees && role >= ContentRole::Viewer, "{at} views {node}");
            if sees {
                seen.push((*node, role));
            }
        }
        if at == 2 {
            assert!(seen.is_empty() && scope_list(&facts, &actor, &List::new(Listing::All)).is_err());
            continue;
        }
        let of = |wanted: &dyn Fn(NodeId) -> bool| -> Vec<_> { seen.iter().copied().filter(|(node, _)| wanted(*node)).collect() };
        let in_use = of(&|node| !world.in_trash(node));
        for limit in [90, 200] {
            assert_eq!(pages(&facts, who, List { limit, ..List::new(Listing::All) }), in_use, "{at}: everything, {limit} at a time");
        }
        let named = |node: NodeId| !world.in_trash(node) && world.nodes[&node].name.to_lowercase().contains("épée 1");
        let search = List { text: Some("Épée 1".to_owned()), limit: 5, ..List::new(Listing::All) };
        assert_eq!(pages(&facts, who, search), of(&named), "{at} searches");
        for place in [
            Parent::Hub(Hub::Shared),
            Parent::Folder(folder("wide")),
            Parent::Folder(folder("long")),
            Parent::Hub(Hub::Personal(person(5))),
        ] {
            let listed = match place {
                Parent::Hub(Hub::Shared) => true,
                Parent::Hub(Hub::Personal(owner)) => owner == who || at == 0,
                Parent::Folder(folder) => world.sees(who, NodeId::Folder(folder)),
            };
            let children = of(&|node| world.nodes[&node].parent == place && !world.nodes[&node].trashed);
            for limit in [60, 200] {
                let list = List { limit, ..List::new(Listing::Children(place)) };
                if listed {
                    assert_eq!(pages(&facts, who, list), children, "{at} lists {place:?}, {limit} at a time");
                } else {
                    assert!(scope_list(&facts, &actor, &list).is_err(), "{at} {place:?}");
                }
            }
        }
        assert_eq!(
            pages(&facts, who, List { limit: 3, ..List::new(Listing::Trash) }),
            of(&|node| world.nodes[&node].trashed),
            "{at}: the trash"
        );
        // A list that somebody brings: in its order, without what is not theirs.
        let brought: Vec<NodeId> = nodes.iter().rev().step_by(3).copied().collect();
        let expected: Vec<NodeId> = brought.iter().copied().filter(|node| seen.iter().any(|(seen, _)| seen == node)).collect();
        let scope = scope_of(&facts, &actor, brought.clone());
        assert_eq!(scope.items().iter().map(|item| item.object).collect::<Vec<_>>(), expected);
        let page = scope_page(&facts, &actor, brought, 5);
        assert_eq!(page.items().iter().map(|item| item.object).collect::<Vec<_>>(), expected.iter().copied().take(5).collect::<Vec<_>>());
        assert_eq!(page.next_cursor().is_some(), expected.len() > 5);
    }
}

#[test]
fn t97_reach_sources_and_boosts_of_many_grants_agree_with_the_plain_rules() {
    let world = reference();
    let facts = Facts::load(world.changes()).expect("it fits");
    let granted: BTreeSet<NodeId> = world.grants.keys().map(|(node, _)| *node).collect();
    let mut boosted = 0;
    for node in granted.iter().copied().chain([folder("wide").into(), document("w3 0").into(), document("m7").into()]) {
        let least = if world.in_trash(node) { ContentRole::Manager } else { ContentRole::Viewer };
        let mut reach: Vec<_> =
            (0..USERS).map(|at| (person(at), world.role(person(at), node))).filter(|(_, role)| *role >= least).collect();
        reach.sort_unstable();
        assert_eq!(access::reach(&facts, node), reach, "who reaches {node}");
        for at in 0..USERS {
            let (who, role) = (person(at), world.role(person(at), node));
            let strongest = access::sources(&facts, who, node).first().map_or(ContentRole::NoAccess, |source| source.role);
            assert_eq!(strongest, role, "{at} {node}");
            if let NodeId::Document(document) = node {
                let lifted = access::boosted(&facts, &as_actor(who), access::Door::Dashboard(document));
                let expected = world.users[&who].1 && world.boosted(who, node);
                assert_eq!(lifted, expected, "{at} {node}");
                boosted += usize::from(lifted);
            }
        }
    }
    assert!(boosted > 10, "{boosted}");
}
