//! The people, groups and attributes of the demo.

use std::collections::BTreeMap;

use access::{Actor, Principal, PublicLinks};
use app::attributes::Attribute;
use app::settings::SettingsChange;
use app::setup::SetupAsk;
use app::users::NewUser;
use app::{App, Cx};
use rand::RngExt;
use vocab::{GroupId, Secret, UserId};

use super::asking;
use super::plan::{Grant, Plan, Values};
use crate::instance::StartError;

/// Who was made, by the names of the plan.
pub(super) struct People {
    pub(super) admin: Cx,
    users: BTreeMap<String, UserId>,
    groups: BTreeMap<String, GroupId>,
    password: String,
}

impl People {
    /// Whom a role of the plan is for.
    pub(super) fn principal<R>(&self, grant: &Grant<R>) -> Result<Principal, StartError> {
        let user = grant.person.as_ref().and_then(|key| self.users.get(key)).map(|user| Principal::User(*user));
        let group = grant.group.as_ref().and_then(|name| self.groups.get(name)).map(|group| Principal::Group(*group));
        user.or(group).ok_or_else(|| StartError::Demo("a role of the plan is for nobody".to_owned()))
    }

    /// How each can sign in.
    pub(super) fn shown(&self, plan: &Plan) -> Vec<super::Person> {
        let shown = |person: &super::plan::Person| super::Person {
            name: person.name.to_string(),
            email: person.email.to_string(),
            password: self.password.clone(),
            about: person.about.clone(),
        };
        plan.people.iter().map(shown).collect()
    }
}

/// Makes them. The first one is the admin, set up as on any first start.
pub(super) async fn make(app: &App, plan: &Plan) -> Result<People, StartError> {
    let password = password();
    let missing = |what: &str| StartError::Demo(format!("{what} is missing"));
    let first = plan.people.first().ok_or_else(|| missing("the admin"))?;
    let code = app::setup::code(app).await?.ok_or_else(|| missing("an empty instance"))?;
    let ask = SetupAsk {
        code,
        name: first.name.clone(),
        email: first.email.clone(),
        password: Secret::new(password.clone()),
        organization: plan.organization.clone(),
    };
    let signed_in = app::setup::finish(app, &asking(app, Actor::Anonymous), ask).await?;
    let admin = asking(app, Actor::User(signed_in.me.id));
    let mut people = People { users: BTreeMap::from([(first.key.clone(), signed_in.me.id)]), groups: BTreeMap::new(), password, admin };
    // The guest link of the demo is for anybody; a new instance lets nobody in who is not signed in.
    let open = SettingsChange { public_links: Some(PublicLinks::Anyone), ..SettingsChange::default() };
    app::settings::change(app, &people.admin, open).await?;
    for wanted in &plan.attributes {
        let (name, label) = (wanted.name.clone(), wanted.label.to_string());
        let attribute = Attribute { name, label, kind: wanted.kind, multiple: wanted.multiple, default: None, system: false };
        app::attributes::create(app, &people.admin, attribute).await?;
    }
    for person in plan.people.iter().skip(1) {
        let new = NewUser {
            name: person.name.clone(),
            email: person.email.clone(),
            password: Some(Secret::new(people.password.clone())),
            is_admin: person.is_admin,
        };
        let user = app::users::create(app, &people.admin, new).await?;
        people.users.insert(person.key.clone(), user.id);
    }
    for person in &plan.people {
        let user = people.users.get(&person.key).copied().ok_or_else(|| missing(&person.key))?;
        give(app, &people.admin, Principal::User(user), &person.attributes).await?;
    }
    for group in &plan.groups {
        let made = app::groups::create(app, &people.admin, group.name.clone()).await?;
        let users = group.people.iter().map(|key| people.users.get(key).map(|user| Principal::User(*user)));
        let groups = group.groups.iter().map(|name| people.groups.get(name).map(|group| Principal::Group(*group)));
        for member in users.chain(groups) {
            app::groups::add_member(app, &people.admin, made.id, member.ok_or_else(|| missing("a member"))?).await?;
        }
        give(app, &people.admin, Principal::Group(made.id), &group.attributes).await?;
        people.groups.insert(group.name.to_string(), made.id);
    }
    Ok(people)
}

async fn give(app: &App, admin: &Cx, holder: Principal, values: &Values) -> Result<(), StartError> {
    for (name, values) in values {
        app::attributes::put_values(app, admin, holder, name.clone(), values.clone()).await?;
    }
    Ok(())
}

/// One password for everybody in this instance, made at random: even a demo has no default secret (T46).
fn password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut rng = rand::rng();
    let mut part = || (0..5).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect::<String>();
    format!("{}-{}-{}", part(), part(), part())
}
