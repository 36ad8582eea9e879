//! A hundred thousand people, put into the database past the use cases, which would take their time over each.

use access::{Actor, Administer, Instance, Principal};
use app::Clock;
use store::users::NewUser;
use store::{DatabaseUrl, ServerKeys, Store};
use vocab::{AttributeValue, GroupId, UserId};

use crate::Flights;

impl Flights {
    /// Adds so many people, every second one to a group (by turns), every third with a carrier of their own. The application learns of them as of the
    /// changes of another node.
    pub async fn crowd(&self, count: u32, groups: &[GroupId]) -> Vec<UserId> {
        let keys = ServerKeys::open(&self.test.files().join("keys")).expect("keys");
        let store = Store::open(&DatabaseUrl::sqlite(self.test.files().join("lucarne.sqlite")), &keys).await.expect("a second node");
        let admin = Actor::User(self.test.admin);
        let people: Vec<UserId> = (0..count).map(|at| UserId::from_parts(u64::from(at), [9; 10])).collect();
        let tx = store.write().await.expect("a turn");
        let may = access::permit::<Administer, _>(tx.facts(), &admin, Instance).expect("an admin");
        for (at, id) in people.iter().enumerate() {
            let (name, email) = (format!("Person {at}"), format!("p{at}@example.org"));
            let (name, email) = (name.parse().expect("a name"), email.parse().expect("an address"));
            let new = NewUser { id: *id, name, email, password_hash: None, is_admin: false, at: self.test.clock.now() };
            store::users::create(&tx, &may, &new).await.expect("a person");
        }
        tx.commit().await.expect("people");
        let tx = store.write().await.expect("a turn");
        let may = access::permit::<Administer, _>(tx.facts(), &admin, Instance).expect("an admin");
        let carrier = "carrier".parse().expect("a name");
        for (at, id) in people.iter().enumerate() {
            if at % 2 == 0 && !groups.is_empty() {
                store::groups::add_member(&tx, &may, groups[at / 2 % groups.len()], Principal::User(*id)).await.expect("a member");
            }
            if at % 3 == 0 {
                let value = AttributeValue::String(["UA", "AA", "DL"][at / 3 % 3].to_owned());
                store::attributes::set_value(&tx, &may, Principal::User(*id), &carrier, &[value]).await.expect("a value");
            }
        }
        tx.commit().await.expect("members and values");
        people
    }
}
