//! How a change is made: everything that it names is looked up first, so that a refusal leaves no trace.

use std::sync::Arc;

use vocab::{Ability, AttributeKind, AttributeValue, ContentRole, DocumentId, ModelName, UserId};

use super::content::{Above, NodePut};
use super::index::{Granted, Key};
use super::people::Card;
use super::{Attribute, Connection, Facts, bit};
use crate::{Change, FactsError, Hub, LinkFacts, NodeId, Parent, Principal, SYSTEM_ATTRIBUTES, Setting};

impl Facts {
    /// Makes one change. When it is refused, nothing has changed.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn apply(&mut self, change: Change) -> Result<(), FactsError> {
        match change {
            Change::UserPut { user, name, email, is_admin, active } => {
                let card = Card { name: name.as_str().into(), email };
                Arc::make_mut(&mut self.people).put_user(user, card, is_admin, active)
            }
            Change::UserRemoved { user } => self.remove_user(user),
            Change::GroupPut { group, name } => Arc::make_mut(&mut self.people).put_group(group, name.as_str().into()),
            Change::GroupRemoved { group } => {
                if let Some(index) = self.people.find_group(group) {
                    self.forget(Key::group(index), Principal::Group(group));
                    Arc::make_mut(&mut self.people).remove_group(index);
                }
                Ok(())
            }
            Change::MemberPut { group, member } => {
                let (group, member) = (self.people.group(group)?, self.people.key(member)?);
                Arc::make_mut(&mut self.people).put_member(group, member)
            }
            Change::MemberRemoved { group, member } => {
                if let (Ok(group), Ok(member)) = (self.people.group(group), self.people.key(member)) {
                    Arc::make_mut(&mut self.people).remove_member(group, member);
                }
                Ok(())
            }
            Change::StandInPut { group } => Arc::make_mut(&mut self.people).put_stand_in(group),
            Change::FolderPut { folder, parent, owner, name, stands_alone, trashed } => {
                let (above, owner) = (self.above(parent)?, self.people.user(owner)?);
                let name = name.as_str().into();
                self.content.put(NodePut { id: NodeId::Folder(folder), above, owner, name, stands_alone, trashed })
            }
            Change::DocumentPut { document, parent, owner, name, stands_alone, trashed } => {
                let (above, owner) = (self.above(parent)?, self.people.user(owner)?);
                let name = name.as_str().into();
                self.content.put(NodePut { id: NodeId::Document(document), above, owner, name, stands_alone, trashed })
            }
            Change::NodeRemoved { node } => self.remove_node(node),
            Change::GrantPut { node, principal, role, boost } => {
                if role == ContentRole::Owner {
                    return Err(FactsError::Invalid("ownership is transferred, not granted"));
                }
                let (node, key) = (self.content.node(node)?, self.people.key(principal)?);
                self.content.put_grant(node, Granted::new(key, role, boost));
                Ok(())
            }
            Change::GrantRemoved { node, principal } => {
                if let (Ok(node), Ok(key)) = (self.content.node(node), self.people.key(principal)) {
                    self.content.remove_grant(node, key);
                }
                Ok(())
            }
            Change::InstanceGrantPut { group, role } => {
                if role == ContentRole::Owner {
                    return Err(FactsError::Invalid("ownership is transferred, not granted"));
                }
                let key = Key::group(self.people.group(group)?);
                self.instance_grants.retain(|(each, _)| *each != key);
                self.instance_grants.push((key, role));
                Ok(())
            }
            Change::InstanceGrantRemoved { group } => {
                if let Some(index) = self.people.find_group(group) {
                    self.instance_grants.retain(|(each, _)| *each != Key::group(index));
                }
                Ok(())
            }
            Change::AbilityPut { document, ability, on } => self.put_ability(document, ability, on),
            Change::AbilitySettingPut { ability, available, default_on } => {
                set(&mut self.abilities.available, ability, available);
                set(&mut self.abilities.default_on, ability, default_on);
                Ok(())
            }
            Change::ConnectionPut { connection, name, base_role } => {
                let name = name.as_str().into();
                let roles = self.connections.remove(&connection).map(|known| known.roles).unwrap_or_default();
                self.connections.insert(connection, Connection { name, base: base_role, roles });
                Ok(())
            }
            Change::ConnectionRemoved { connection } => {
                self.connections.remove(&connection);
                Ok(())
            }
            Change::ConnectionRolePut { connection, principal, role } => {
                let key = self.people.key(principal)?;
                if key == Key::ORGANIZATION {
                    return Err(FactsError::Invalid("what everyone may ask of a connection is its base role"));
                }
                let unknown = || FactsError::Unknown { kind: "connection", id: connection.to_string() };
                self.connections.get_mut(&connection).ok_or_else(unknown)?.roles.insert(key, role);
                Ok(())
            }
            Change::ConnectionRoleRemoved { connection, principal } => {
                if let (Ok(key), Some(connection)) = (self.people.key(principal), self.connections.get_mut(&connection)) {
                    connection.roles.remove(&key);
                }
                Ok(())
            }
            Change::AttributePut { name, kind, multiple, default } => self.put_attribute(name, kind, multiple, default),
            Change::AttributeRemoved { name } => {
                self.attributes.remove(&name);
                for values in self.values.values_mut() {
                    values.remove(&name);
                }
                self.values.retain(|_, values| !values.is_empty());
                Ok(())
            }
            Change::AttributeValuePut { holder, name, values } => self.put_value(holder, name, values),
            Change::AttributeValueRemoved { holder, name } => {
                if let Some(values) = self.values.get_mut(&holder) {
                    values.remove(&name);
                    if values.is_empty() {
                        self.values.remove(&holder);
                    }
                }
                Ok(())
            }
            Change::LinkPut { link } => self.put_link(link),
            Change::LinkRemoved { link } => {
                if let Some(link) = self.links.remove(&link) {
                    self.unlist_link(&link);
                }
                Ok(())
            }
            Change::TenantsPut { document, report, table } => {
                self.content.node(NodeId::Document(document))?;
                self.tenants.insert((document, report), Arc::new(table));
                Ok(())
            }
            Change::TenantsRemoved { document, report } => {
                self.tenants.remove(&(document, report));
                Ok(())
            }
            Change::SettingPut(setting) => {
                match setting {
                    Setting::ContentOrganization(on) => self.settings.content_organization = on,
                    Setting::DefaultContentRole(ContentRole::Owner) => {
                        return Err(FactsError::Invalid("ownership is transferred, not granted"));
                    }
                    Setting::DefaultContentRole(role) => self.settings.default_content_role = role,
                    Setting::PublicLinks(links) => self.settings.public_links = links,
                    Setting::StopInheriting(on) => self.settings.stop_inheriting = on,
                    Setting::BoostAvailable(on) => self.settings.boost_available = on,
                    Setting::MembersMayBoost(on) => self.settings.members_may_boost = on,
                    Setting::DefaultBoost(on) => self.settings.default_boost = on,
                }
                Ok(())
            }
        }
    }

    fn above(&self, parent: Parent) -> Result<Above, FactsError> {
        Ok(match parent {
            Parent::Hub(Hub::Shared) => Above::Shared,
            Parent::Hub(Hub::Personal(user)) => Above::Personal(self.people.user(user)?),
            Parent::Folder(folder) => Above::Folder(self.content.node(NodeId::Folder(folder))?),
        })
    }

    fn remove_user(&mut self, user: UserId) -> Result<(), FactsError> {
        let Some(index) = self.people.find_user(user) else { return Ok(()) };
        let nodes = self.owned_by(user);
        if !nodes.is_empty() {
            return Err(FactsError::OwnsContent { user, nodes });
        }
        if !self.content.children(Above::Personal(index)).is_empty() {
            return Err(FactsError::Invalid("there is still content in the person's own documents; move or remove it first"));
        }
        self.content.personal.remove(&index);
        self.forget(Key::user(index), Principal::User(user));
        Arc::make_mut(&mut self.people).remove_user(index);
        Ok(())
    }

    /// Clears everything that refers to a person or group, because the index will be somebody else's.
    fn forget(&mut self, key: Key, principal: Principal) {
        self.content.remove_principal(key);
        self.instance_grants.retain(|(each, _)| *each != key);
        for connection in self.connections.values_mut() {
            connection.roles.remove(&key);
        }
        self.values.remove(&principal);
    }

    fn remove_node(&mut self, id: NodeId) -> Result<(), FactsError> {
        let Some(node) = self.content.find(id) else { return Ok(()) };
        self.content.remove(node)?;
        let links = id.document().and_then(|document| self.links_of.remove(&document)).unwrap_or_default();
        for link in links {
            self.links.remove(&link);
        }
        if let Some(document) = id.document() {
            self.tenants.retain(|(of, _), _| *of != document);
        }
        Ok(())
    }

    fn put_ability(&mut self, document: DocumentId, ability: Ability, on: bool) -> Result<(), FactsError> {
        let node = self.content.node(NodeId::Document(document))?;
        let node = &mut self.content.nodes[node as usize];
        set(&mut node.abilities_set, ability, true);
        set(&mut node.abilities_on, ability, on);
        Ok(())
    }

    fn put_attribute(
        &mut self,
        name: ModelName,
        kind: AttributeKind,
        multiple: bool,
        default: Option<Vec<AttributeValue>>,
    ) -> Result<(), FactsError> {
        if SYSTEM_ATTRIBUTES.contains(&name.as_str()) {
            return Err(FactsError::Invalid("this attribute is the system's own"));
        }
        let default = default.filter(|values| !values.is_empty());
        let attribute = Attribute { kind, multiple, default };
        let set = self.values.values().filter_map(|values| values.get(&name));
        for values in set.chain(&attribute.default) {
            fits(&attribute, values)?;
        }
        self.attributes.insert(name, attribute);
        Ok(())
    }

    fn put_value(&mut self, holder: Principal, name: ModelName, values: Vec<AttributeValue>) -> Result<(), FactsError> {
        if self.people.key(holder)? == Key::ORGANIZATION {
            return Err(FactsError::Invalid("what everyone has is the attribute's default"));
        }
        let unknown = || FactsError::Unknown { kind: "attribute", id: name.to_string() };
        fits(self.attributes.get(&name).ok_or_else(unknown)?, &values)?;
        self.values.entry(holder).or_default().insert(name, values);
        Ok(())
    }

    fn put_link(&mut self, link: LinkFacts) -> Result<(), FactsError> {
        self.content.node(NodeId::Document(link.document))?;
        if link.attributes.values().flatten().any(|value| !finite(value)) {
            return Err(FactsError::Invalid("a number must be finite"));
        }
        if let Some(old) = self.links.remove(&link.id) {
            self.unlist_link(&old);
        }
        self.links_of.entry(link.document).or_default().push(link.id);
        self.links.insert(link.id, link);
        Ok(())
    }

    fn unlist_link(&mut self, link: &LinkFacts) {
        if let Some(links) = self.links_of.get_mut(&link.document) {
            links.retain(|each| *each != link.id);
        }
    }
}

fn set(bits: &mut u8, ability: Ability, on: bool) {
    if on { *bits |= bit(ability) } else { *bits &= !bit(ability) }
}

fn finite(value: &AttributeValue) -> bool {
    !matches!(value, AttributeValue::Number(number) if !number.is_finite())
}

fn fits(attribute: &Attribute, values: &[AttributeValue]) -> Result<(), FactsError> {
    if values.is_empty() {
        return Err(FactsError::Invalid("a value is needed; remove the value to have none"));
    }
    if values.iter().any(|value| value.kind() != attribute.kind) {
        return Err(FactsError::Invalid("the value is not of the attribute's kind"));
    }
    if values.iter().any(|value| !finite(value)) {
        return Err(FactsError::Invalid("a number must be finite"));
    }
    if values.len() > 1 && !attribute.multiple {
        return Err(FactsError::Invalid("the attribute holds one value"));
    }
    Ok(())
}
