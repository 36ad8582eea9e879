//! Facts that were changed step by step equal facts loaded anew: random changes through the store's own functions, on one node;
//! after some of them, a node that was there all along and a node that has just started must know the same.

use std::fmt::Write;

use access::{Actor, Create, Facts, Hub, LinkMode, LinkRight, Manage, ManageConnection, NodeId, Parent, Principal, PublicLinks, Setting};
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use store::connections::{ConnectionKind, NewConnection};
use store::documents::NewDocument;
use store::folders::NewFolder;
use store::links::LinkSettings;
use store::users::{NewUser, UserChange};
use store::{StoreError, WriteTx, abilities, attributes, connections, documents, folders, grants, groups, links, nodes, settings, users};
use vocab::{Ability, AttributeKind, AttributeValue, ConnectionId, ConnectionRole, ContentRole, GroupId, LinkId, ModelName, UserId};

use crate::world::document_text::project;
use crate::world::{
    admin, at, connection_id, document_id, folder_id, group_id, link_id, may, name, new_user, report_id, user_id, user_of, with_admin,
};

/// What a step does, and three numbers that say with what.
type Step = (u8, u8, u8, u8);

crate::on_both! {
    async fn facts_applied_equal_facts_loaded(db) {
        let (busy, idle) = (db.open().await, db.open().await);
        let mut things = Things { ana: Who(with_admin(&busy).await), ..Things::default() };
        let steps = vec((0u8..32, 0u8..=255, 0u8..=255, 0u8..=255), 240).new_tree(&mut TestRunner::default()).unwrap().current();
        let mut done = 0;
        for (count, step) in steps.iter().enumerate() {
            let tx = busy.write().await.unwrap();
            match things.take(&tx, *step).await {
                Ok(()) => done += u32::from(tx.commit().await.is_ok()),
                Err(No) => drop(tx),
            }
            if count % 24 == 23 {
                let here = things.known(busy.read().await.unwrap().facts());
                assert_eq!(here, things.known(idle.read().await.unwrap().facts()), "another node, after {:?}", &steps[..=count]);
                assert_eq!(here, things.known(db.open().await.read().await.unwrap().facts()), "a new node, after {:?}", &steps[..=count]);
            }
        }
        assert!(done > 100, "only {done} steps did anything");
        assert_eq!((busy.loads(), idle.loads()), (1, 1), "each loaded everything once, and caught up from then on");
    }
}

#[derive(Default)]
struct Things {
    ana: Who,
    users: Vec<UserId>,
    groups: Vec<GroupId>,
    nodes: Vec<NodeId>,
    connections: Vec<ConnectionId>,
    links: Vec<LinkId>,
}

/// An actor that has a default, for the moment before there is anybody.
#[derive(Clone, Copy)]
struct Who(Actor);

impl Default for Who {
    fn default() -> Self {
        Self(Actor::Anonymous)
    }
}

/// A step that could not be taken: the thing is gone, or the store refused.
struct No;

impl From<StoreError> for No {
    fn from(error: StoreError) -> Self {
        assert!(!matches!(error, StoreError::Unavailable(_) | StoreError::Corrupt { .. }), "{error:?}");
        Self
    }
}

impl From<access::Denied> for No {
    fn from(_: access::Denied) -> Self {
        Self
    }
}

fn pick<T: Copy>(from: &[T], number: u8) -> Result<T, No> {
    if from.is_empty() { Err(No) } else { Ok(from[usize::from(number) % from.len()]) }
}

impl Things {
    fn principal(&self, number: u8) -> Result<Principal, No> {
        match number % 3 {
            0 => pick(&self.users, number / 3).map(Principal::User),
            1 => pick(&self.groups, number / 3).map(Principal::Group),
            _ => Ok(Principal::Organization),
        }
    }

    fn parent(&self, number: u8) -> Parent {
        let folders: Vec<_> = self.nodes.iter().filter_map(|node| node.folder()).collect();
        match number % 8 {
            0 => Parent::Hub(Hub::Shared),
            1 => Parent::Hub(Hub::Personal(user_of(self.ana.0))),
            _ => pick(&folders, number / 8).map_or(Parent::Hub(Hub::Shared), Parent::Folder),
        }
    }

    async fn take(&mut self, tx: &WriteTx, (what, a, b, c): Step) -> Result<(), No> {
        let ana = self.ana.0;
        let administer = admin(tx, &ana);
        let on_node = |number| -> Result<_, No> { Ok(access::permit::<Manage, NodeId>(tx.facts(), &ana, pick(&self.nodes, number)?)?) };
        let on_connection =
            |number| -> Result<_, No> { Ok(access::permit::<ManageConnection, _>(tx.facts(), &ana, pick(&self.connections, number)?)?) };
        match what {
            0 | 1 => {
                let id = user_id();
                let new = NewUser { email: name(&format!("{id}@example.com")), is_admin: a % 8 == 0, ..new_user(id, "Somebody") };
                users::create(tx, &administer, &new).await?;
                self.users.push(id);
            }
            2 => {
                let change =
                    UserChange { active: Some(b % 2 == 0), is_admin: Some(c % 4 == 0), name: Some(name("Other")), ..UserChange::default() };
                users::change(tx, &administer, pick(&self.users, a)?, &change).await?;
            }
            3 | 4 => {
                let id = group_id();
                groups::create(tx, &administer, id, &name(&id.to_string()), at(0)).await?;
                self.groups.push(id);
            }
            5 if a < 40 => groups::remove(tx, &administer, pick(&self.groups, b)?).await?,
            5..=8 => groups::add_member(tx, &administer, pick(&self.groups, a)?, self.principal(b)?).await?,
            9 => groups::remove_member(tx, &administer, pick(&self.groups, a)?, self.principal(b)?).await?,
            10 | 11 => {
                let id = folder_id();
                let permit = access::permit::<Create, _>(tx.facts(), &ana, self.parent(a))?;
                folders::create(tx, &permit, &NewFolder { id, name: name("Folder"), at: at(0) }).await?;
                self.nodes.push(id.into());
            }
            12 | 13 => {
                let id = document_id();
                let permit = access::permit::<Create, _>(tx.facts(), &ana, self.parent(a))?;
                documents::create(tx, &permit, &NewDocument { id, name: name("Document"), project: project("{}", report_id()), at: at(0) })
                    .await?;
                self.nodes.push(id.into());
            }
            14 => nodes::move_to(tx, &on_node(a)?, &access::permit::<Create, _>(tx.facts(), &ana, self.parent(b))?, at(1)).await?,
            15 => nodes::trash(tx, &on_node(a)?, at(2)).await?,
            16 => nodes::restore(tx, &on_node(a)?, at(3)).await?,
            17 => nodes::rename(tx, &on_node(a)?.to_edit(), &name(&format!("Name {b}")), at(4)).await?,
            18..=20 => grants::set(tx, &on_node(a)?, self.principal(b)?, ContentRole::ALL[usize::from(c) % 4], c % 8 > 5).await?,
            21 => grants::remove(tx, &on_node(a)?, self.principal(b)?).await?,
            22 => {
                let document = on_node(a)?.to_document().ok_or(No)?;
                abilities::set(tx, &document, Ability::ALL[usize::from(b) % Ability::ALL.len()], c % 2 == 0).await?;
            }
            23 => {
                abilities::set_for_instance(tx, &administer, Ability::ALL[usize::from(a) % Ability::ALL.len()], b % 3 > 0, c % 2 == 0)
                    .await?
            }
            24 => {
                let id = connection_id();
                let new = NewConnection { id, name: name(&id.to_string()), kind: ConnectionKind::Local, base_role: role(a), at: at(0) };
                connections::create(tx, &administer, &new).await?;
                self.connections.push(id);
            }
            25 if a < 30 => connections::remove(tx, &on_connection(b)?).await?,
            25 => connections::set_base_role(tx, &on_connection(a)?, role(b)).await?,
            26 if c < 60 => connections::remove_role(tx, &on_connection(a)?, self.principal(b)?).await?,
            26 => connections::set_role(tx, &on_connection(a)?, self.principal(b)?, role(c)).await?,
            27 if a < 40 => attributes::remove(tx, &administer, &attribute(b)).await?,
            27 => {
                let default = (c % 2 == 0).then(|| vec![AttributeValue::String("d".to_owned())]);
                let new = attributes::Attribute {
                    name: attribute(b),
                    label: name("A"),
                    kind: AttributeKind::String,
                    multiple: true,
                    default,
                    created_at: at(0),
                };
                attributes::create(tx, &administer, &new).await?;
            }
            28 if c < 60 => attributes::remove_value(tx, &administer, self.principal(a)?, &attribute(b)).await?,
            28 => {
                attributes::set_value(tx, &administer, self.principal(a)?, &attribute(b), &[AttributeValue::String(c.to_string())]).await?
            }
            29 => {
                let id = link_id();
                let document = on_node(a)?.object().document().ok_or(No)?;
                links::create(tx, &may(tx, &ana, (document, report_id())), id, &link(b), at(0)).await?;
                self.links.push(id);
            }
            30 => {
                let permit = access::permit::<Manage, _>(tx.facts(), &ana, pick(&self.links, a)?)?;
                match b % 4 {
                    0 => links::remove(tx, &permit).await?,
                    1 => drop(links::rotate(tx, &permit).await?),
                    _ => drop(links::change(tx, &permit, &link(c)).await?),
                }
            }
            _ if a < 80 => {
                grants::set_instance_wide(tx, &administer, pick(&self.groups, b)?, (c % 3 > 0).then_some(ContentRole::Viewer)).await?
            }
            _ => settings::set(tx, &administer, setting(b, c)).await?,
        }
        Ok(())
    }

    /// Everything that the facts say of these things, and everything that follows from it for everybody.
    fn known(&self, facts: &Facts) -> String {
        let mut text = format!("{:?}\n", facts.settings());
        let mut groups: Vec<_> = facts.groups().collect();
        groups.sort_unstable();
        writeln!(text, "{groups:?} {:?}", sorted(facts.instance_grants())).unwrap();
        writeln!(text, "{:?}", facts.attributes().collect::<Vec<_>>()).unwrap();
        for id in &self.groups {
            let held = facts.own_attributes(Principal::Group(*id));
            writeln!(text, "{id} {:?} {} {held:?}", sorted(facts.members(*id)), facts.count_members(*id)).unwrap();
        }
        for ability in Ability::ALL {
            writeln!(text, "{ability} {:?}", facts.ability_setting(*ability)).unwrap();
        }
        for id in &self.connections {
            writeln!(text, "{id} {:?} {:?}", facts.connection(*id), sorted(facts.connection_roles(*id))).unwrap();
        }
        for id in &self.links {
            writeln!(text, "{:?}", facts.link(*id)).unwrap();
        }
        for id in &self.nodes {
            let mut granted = facts.grants(*id);
            granted.sort_unstable_by_key(|grant| grant.principal);
            let switched: Vec<_> =
                Ability::ALL.iter().map(|ability| id.document().map(|document| facts.ability(document, *ability))).collect();
            let links = id.document().map(|document| sorted(facts.links(document)));
            writeln!(text, "{:?} {:?} {granted:?} {switched:?} {links:?}", facts.node(*id), facts.ancestors(*id)).unwrap();
        }
        for user in self.users.iter().copied().chain([user_of(self.ana.0)]) {
            let (me, actor) = (Principal::User(user), Actor::User(user));
            writeln!(text, "{:?} {:?} {:?}", facts.user(user), sorted(facts.groups_of(me)), facts.own_attributes(me)).unwrap();
            for id in &self.nodes {
                writeln!(text, "  {id} {:?}", access::can(facts, &actor, *id)).unwrap();
            }
            for id in &self.connections {
                writeln!(text, "  {id} {:?}", access::can(facts, &actor, *id)).unwrap();
            }
        }
        for id in &self.links {
            writeln!(text, "{id} {:?}", access::can(facts, &Actor::Link(*id), *id)).unwrap();
        }
        text
    }
}

fn sorted<T: Ord>(mut things: Vec<T>) -> Vec<T> {
    things.sort_unstable();
    things
}

fn role(number: u8) -> ConnectionRole {
    ConnectionRole::ALL[usize::from(number) % ConnectionRole::ALL.len()]
}

fn attribute(number: u8) -> ModelName {
    name(["carrier", "region", "level"][usize::from(number) % 3])
}

fn link(number: u8) -> LinkSettings {
    LinkSettings {
        name: name("Link"),
        mode: [LinkMode::Private, LinkMode::Folder, LinkMode::Everyone][usize::from(number) % 3],
        rights: [LinkRight::View, LinkRight::DownloadData].into_iter().take(usize::from(number / 3) % 3).collect(),
        attributes: [(attribute(number), vec![AttributeValue::String("UA".to_owned())])].into(),
        expires_at: None,
    }
}

fn setting(which: u8, value: u8) -> Setting {
    let on = value.is_multiple_of(2);
    match which % 6 {
        0 => Setting::ContentOrganization(on),
        1 => Setting::DefaultContentRole(ContentRole::ALL[usize::from(value) % 4]),
        2 => Setting::PublicLinks([PublicLinks::Off, PublicLinks::SignedIn, PublicLinks::Anyone][usize::from(value) % 3]),
        3 => Setting::StopInheriting(on),
        4 => Setting::BoostAvailable(on),
        _ => Setting::MembersMayBoost(on),
    }
}
