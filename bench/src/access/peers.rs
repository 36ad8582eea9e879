//! The same cases in cedar-policy and casbin.
//!
//! Both get the shape that they decide fastest: no rule per grant, but one hierarchy in which a person is below their groups, a person or group
//! below each node that they are granted, and a node below each node that inherits from it; then "may view" is "is below". Conditions, ownership and
//! switched-off accounts are edges, or the lack of them. Cedar computes the whole transitive closure beforehand; casbin walks at each question.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};
use cedar_policy::{Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request};
use vocab::ContentRole;

use super::world::{Place, Who, World};

/// A part of the world that stands on its own: some people, and the nodes of some roots of Shared.
pub struct Slice {
    pub users: Vec<usize>,
    pub nodes: Vec<usize>,
    /// Each below the other.
    edges: Vec<(String, String)>,
}

impl Slice {
    /// Nodes of whole folders, at least so many, and so many people; edges among them and all their groups.
    pub fn new(world: &World, nodes: usize, users: usize) -> Self {
        let mut inside = vec![false; world.nodes.len()];
        let mut chosen = Vec::new();
        let roots: Vec<usize> = (0..world.size.folders).filter(|at| world.nodes[*at].place == Place::Shared).collect();
        let mut by_folder: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, node) in world.nodes.iter().enumerate() {
            if let Place::Folder(folder) = node.place {
                by_folder.entry(folder).or_default().push(at);
            }
        }
        // From the end: the roots there have the smaller trees, so that the slice holds several.
        for root in roots.into_iter().rev() {
            let mut open = vec![root];
            while let Some(at) = open.pop() {
                inside[at] = true;
                chosen.push(at);
                open.extend(by_folder.get(&at).into_iter().flatten());
            }
            if chosen.len() >= nodes {
                break;
            }
        }
        // People who have something there, so that not every answer is no.
        let granted = world.grants.iter().filter(|grant| inside[grant.node]).filter_map(|grant| match grant.who {
            Who::User(user) => Some(user),
            Who::Group(_) | Who::Everyone => None,
        });
        let people: BTreeSet<usize> = granted.take(users).collect();
        let mut edges = BTreeSet::new();
        let mut groups = BTreeSet::new();
        let name = |kind: &str, at: usize| format!("{kind}{at}");
        let active = |user: usize| user % 50 > 0;
        for user in people.iter().copied().filter(|user| active(*user)) {
            edges.insert((name("u", user), "everyone".to_owned()));
            for group in &world.member[user] {
                edges.insert((name("u", user), name("g", *group)));
                groups.insert(*group);
            }
        }
        let mut open: Vec<usize> = groups.iter().copied().collect();
        while let Some(group) = open.pop() {
            if let Some(outer) = world.outer[group] {
                edges.insert((name("g", group), name("g", outer)));
                if groups.insert(outer) {
                    open.push(outer);
                }
            }
        }
        for grant in world.grants.iter().filter(|grant| inside[grant.node] && grant.role >= ContentRole::Viewer) {
            let from = match grant.who {
                Who::User(user) if people.contains(&user) && active(user) => name("u", user),
                Who::Group(group) if groups.contains(&group) => name("g", group),
                Who::Everyone => "everyone".to_owned(),
                Who::User(_) | Who::Group(_) => continue,
            };
            edges.insert((from, name("n", grant.node)));
        }
        for at in &chosen {
            let node = world.nodes[*at];
            if people.contains(&node.owner) && active(node.owner) {
                edges.insert((name("u", node.owner), name("n", *at)));
            }
            if let (Place::Folder(folder), false) = (node.place, node.stands_alone) {
                edges.insert((name("n", folder), name("n", *at)));
            }
        }
        Self { users: people.into_iter().collect(), nodes: chosen, edges: edges.into_iter().collect() }
    }

    pub fn edges(&self) -> usize {
        self.edges.len()
    }
}

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
}

impl Cedar {
    pub fn new(slice: &Slice) -> Self {
        let mut parents: HashMap<&str, HashSet<EntityUid>> = HashMap::new();
        for (below, above) in &slice.edges {
            parents.entry(below).or_default().insert(uid(above));
            parents.entry(above).or_default();
        }
        let entities = parents.into_iter().map(|(name, parents)| Entity::new_no_attrs(uid(name), parents));
        let policy = r#"permit(principal, action == Action::"view", resource) when { principal in resource };"#;
        Self {
            authorizer: Authorizer::new(),
            policies: policy.parse().expect("a policy"),
            entities: Entities::from_entities(entities, None).expect("no cycle"),
        }
    }

    pub fn request(user: usize, node: usize) -> Request {
        let action = r#"Action::"view""#.parse().expect("an action");
        Request::new(uid(&format!("u{user}")), action, uid(&format!("n{node}")), Context::empty(), None).expect("a request")
    }

    pub fn decide(&self, request: &Request) -> bool {
        self.authorizer.is_authorized(request, &self.policies, &self.entities).decision() == Decision::Allow
    }
}

fn uid(name: &str) -> EntityUid {
    format!(r#"Thing::"{name}""#).parse().expect("a name")
}

pub struct Casbin(Enforcer);

impl Casbin {
    pub fn new(slice: &Slice) -> Self {
        const MODEL: &str = "
            [request_definition]
            r = sub, obj
            [policy_definition]
            p = act
            [role_definition]
            g = _, _
            [policy_effect]
            e = some(where (p.eft == allow))
            [matchers]
            m = g(r.sub, r.obj)
        ";
        futures::executor::block_on(async {
            let model = DefaultModel::from_str(MODEL).await.expect("a model");
            let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await.expect("an enforcer");
            // Ten levels, the default, are fewer than groups and folders have together.
            let roles = casbin::DefaultRoleManager::new(32);
            enforcer.set_role_manager(Arc::new(parking_lot::RwLock::new(roles))).expect("a role manager");
            enforcer.add_policy(vec!["view".to_owned()]).await.expect("a policy");
            let edges = slice.edges.iter().map(|(below, above)| vec![below.clone(), above.clone()]).collect();
            enforcer.add_grouping_policies(edges).await.expect("edges");
            Self(enforcer)
        })
    }

    pub fn decide(&self, user: &str, node: &str) -> bool {
        self.0.enforce((user, node)).expect("a decision")
    }
}
