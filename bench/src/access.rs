//! Decisions at the size of access.md §9, and the same cases decided by other engines on a slice of the same world.

mod peers;
mod world;

use std::time::Instant;

use access::{Actor, Change, Edit, Facts, Hub, Kind, List, Listing, NodeId, Parent, View, permit, reach, scope_list};
use vocab::ContentRole;

use self::peers::{Casbin, Cedar, Slice};
use self::world::{Size, Who, World};
use crate::measure::{Random, Times, megabytes, resident};

/// `bench access [divisor]`: a divisor makes everything smaller, for a quick look.
pub fn run() {
    let divisor = std::env::args().nth(2).and_then(|divisor| divisor.parse().ok());
    let size = divisor.map_or(Size::FULL, |divisor| Size::FULL.divided(divisor));
    println!("{size:?}\n");
    let world = World::new(&size);
    let before = crate::ALLOCATED.current_usage();
    let mut facts = load(&world);
    chase();
    decisions(&facts, &world);
    // By now the groups of everybody have been worked out and are kept.
    println!(
        "{:58} {}, resident with the benchmark's own {}",
        "memory of the facts",
        megabytes(crate::ALLOCATED.current_usage() - before),
        resident()
    );
    lists(&facts, &world);
    reaches(&facts, &world);
    grant_changes(&mut facts, &world);
    compare(&facts, &world);
}

fn load(world: &World) -> Facts {
    let changes = world.changes();
    let (count, start) = (changes.len(), Instant::now());
    let facts = Facts::load(changes).expect("the world is sound");
    println!("{:58} {:.1?} for {count} changes", "load everything", start.elapsed());
    facts
}

/// What one read of memory costs here that had to wait for the one before, in as much memory as the nodes have: what decisions are measured against.
fn chase() {
    const LINES: usize = 1 << 21;
    let mut next: Vec<[u32; 16]> = (0..LINES as u32).map(|at| [at; 16]).collect();
    let mut random = Random(12);
    // Sattolo's shuffle: one ring through all of it.
    for at in (1..LINES).rev() {
        let other = random.below(at);
        let kept = next[at][0];
        next[at][0] = next[other][0];
        next[other][0] = kept;
    }
    for steps in [1, 4, 8] {
        let times = Times::of(0..50_000, |_| {
            let mut at = random.below(LINES) as u32;
            for _ in 0..steps {
                at = next[at as usize][0];
            }
            at
        });
        times.print(&format!("{steps} reads of 128 MB at random, one after another"));
    }
}

/// May they view, may they edit: pairs at random, and pairs that a grant speaks of.
fn decisions(facts: &Facts, world: &World) {
    let mut random = Random(7);
    for user in 0..world.size.users {
        let _ = permit::<View, _>(facts, &Actor::User(World::user(user)), world.node(0));
    }
    let pairs = |pick: &mut dyn FnMut() -> (usize, usize)| {
        let pairs = (0..400_000).map(|_| pick()).map(|(user, node)| (Actor::User(World::user(user)), world.node(node)));
        pairs.collect::<Vec<_>>()
    };
    let any = pairs(&mut || (random.below(world.size.users), random.below(world.nodes.len())));
    let granted = pairs(&mut || loop {
        let grant = world.grants[random.below(world.grants.len())];
        if let Who::User(user) = grant.who {
            return (user, grant.node);
        }
    });
    for (what, pairs) in [("pairs at random", &any), ("pairs that a grant is about", &granted)] {
        let allowed = pairs.iter().filter(|(actor, node)| permit::<View, _>(facts, actor, *node).is_ok()).count();
        let share = 100 * allowed / pairs.len();
        Times::of(pairs, |(actor, node)| permit::<View, _>(facts, actor, *node).is_ok())
            .print(&format!("decide view, {what} ({share} % allowed)"));
        Times::of(pairs, |(actor, node)| permit::<Edit, _>(facts, actor, *node).is_ok()).print(&format!("decide edit, {what}"));
    }
}

fn lists(facts: &Facts, world: &World) {
    let mut random = Random(8);
    let people: Vec<Actor> = (0..2_000).map(|_| Actor::User(World::user(random.below(world.size.users) / 50 * 50 + 1))).collect();
    let first = List::new(Listing::Children(Parent::Hub(Hub::Shared)));
    Times::of(&people, |actor| scope_list(facts, actor, &first).map(|page| page.items().len())).print("first page of Shared (50 items)");
    let all = List::new(Listing::All);
    Times::of(&people, |actor| scope_list(facts, actor, &all).map(|page| page.items().len())).print("first page of everything that I see");
    let documents = List { kind: Some(Kind::Document), ..List::new(Listing::All) };
    Times::of(&people, |actor| scope_list(facts, actor, &documents).map(|page| page.items().len()))
        .print("first page of all documents that I see");
    let folders: Vec<(Actor, List)> = (0..2_000)
        .filter_map(|at| match world.node(random.below(world.size.folders)) {
            NodeId::Folder(folder) => Some((people[at % people.len()], List::new(Listing::Children(Parent::Folder(folder))))),
            NodeId::Document(_) => None,
        })
        .collect();
    Times::of(&folders, |(actor, list)| scope_list(facts, actor, list).is_ok()).print("first page of a folder at random");
    let shared = List::new(Listing::SharedWithMe);
    Times::of(&people, |actor| scope_list(facts, actor, &shared).map(|page| page.items().len())).print("first page of \"shared with me\"");
}

fn reaches(facts: &Facts, world: &World) {
    let mut random = Random(9);
    let nodes: Vec<NodeId> = (0..1_000).map(|_| world.node(random.below(world.nodes.len()))).collect();
    let most = nodes.iter().map(|node| reach(facts, *node).len()).max().unwrap_or(0);
    Times::of(&nodes, |node| reach(facts, *node).len()).print(&format!("who can reach this (up to {most} people)"));
}

/// A grant is made and revoked; the decision right after sees it.
fn grant_changes(facts: &mut Facts, world: &World) {
    let mut random = Random(10);
    let cases: Vec<(usize, usize)> =
        (0..20_000).map(|_| (random.below(world.size.users) / 50 * 50 + 1, random.below(world.nodes.len()))).collect();
    let cases: Vec<_> = cases.into_iter().map(|(user, node)| (World::user(user), world.node(node))).collect();
    Times::of(&cases, |(user, node)| {
        let (node, principal) = (*node, (*user).into());
        facts.apply(Change::GrantPut { node, principal, role: ContentRole::Viewer, boost: false }).expect("a grant");
        assert!(permit::<View, _>(facts, &Actor::User(*user), node).is_ok());
    })
    .print("one grant made, and the next decision sees it");
    Times::of(&cases, |(user, node)| {
        facts.apply(Change::GrantRemoved { node: *node, principal: (*user).into() }).expect("no grant");
    })
    .print("one grant revoked");
    // The folder with the most below: a change there concerns all of it.
    let most = (0..world.size.folders).map(|at| (facts.count_below(world.node(at)), at)).max();
    let Some((below, folder)) = most else { return };
    let node = world.node(folder);
    Times::of(cases.iter().take(2_000), |(user, _)| {
        let principal = (*user).into();
        facts.apply(Change::GrantPut { node, principal, role: ContentRole::Viewer, boost: false }).expect("a grant");
        facts.apply(Change::GrantRemoved { node, principal }).expect("no grant");
    })
    .print(&format!("one grant made and revoked on a folder with {below} below"));
}

/// The same cases by all engines; ours with the whole world loaded, the others with a slice of it.
fn compare(facts: &Facts, world: &World) {
    let slice = Slice::new(world, 2_000, 500);
    let mut random = Random(11);
    let pick = |random: &mut Random| (slice.users[random.below(slice.users.len())], slice.nodes[random.below(slice.nodes.len())]);
    let cases: Vec<(usize, usize)> = (0..20_000).map(|_| pick(&mut random)).collect();
    println!(
        "\nthe same {} cases; cedar-policy and casbin hold {} people, {} nodes, {} edges; lucarne holds everything",
        cases.len(),
        slice.users.len(),
        slice.nodes.len(),
        slice.edges()
    );

    let ours: Vec<_> = cases.iter().map(|(user, node)| (Actor::User(World::user(*user)), world.node(*node))).collect();
    let answers: Vec<bool> = ours.iter().map(|(actor, node)| permit::<View, _>(facts, actor, *node).is_ok()).collect();
    let allowed = answers.iter().filter(|answer| **answer).count();
    let lucarne = Times::of(&ours, |(actor, node)| permit::<View, _>(facts, actor, *node).is_ok());
    lucarne.print(&format!("lucarne ({} % allowed)", 100 * allowed / cases.len()));

    let cedar = Cedar::new(&slice);
    let requests: Vec<_> = cases.iter().map(|(user, node)| Cedar::request(*user, *node)).collect();
    assert!(requests.iter().zip(&answers).all(|(request, answer)| cedar.decide(request) == *answer), "cedar-policy answers differently");
    let times = Times::of(&requests, |request| cedar.decide(request));
    times.print(&format!("cedar-policy ({:.0}x)", times.ratio(&lucarne)));

    let casbin = Casbin::new(&slice);
    // Casbin takes its time: every tenth case.
    let names: Vec<_> = cases.iter().map(|(user, node)| (format!("u{user}"), format!("n{node}"))).step_by(10).collect();
    assert!(
        names.iter().zip(answers.iter().step_by(10)).all(|((user, node), answer)| casbin.decide(user, node) == *answer),
        "casbin answers differently"
    );
    let times = Times::of(&names, |(user, node)| casbin.decide(user, node));
    times.print(&format!("casbin, every tenth case ({:.0}x)", times.ratio(&lucarne)));
}
