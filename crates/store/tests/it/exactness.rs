//! T99: names are compared byte by byte by both databases, whatever they were made with.

use store::{groups, system, users};
use vocab::Title;

use crate::world::{admin, at, commit, group_id, name, new_user, user_id, with_admin};

/// Pairs that some collation takes for the same.
const ALIKE: &[(&str, &str)] =
    &[("Sales", "sales"), ("Größe", "Grösse"), ("é", "e\u{301}"), ("ß", "ss"), ("ﬁ", "fi"), ("I", "ı"), ("K", "\u{212A}")];

crate::on_both! {
    async fn t99_look_alikes_are_different(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        for (one, two) in ALIKE {
            let tx = store.write().await.unwrap();
            for label in [one, two] {
                groups::create(&tx, &admin(&tx, &ana), group_id(), &name::<Title>(label), at(0)).await.unwrap();
            }
            commit(tx).await;
        }
        let tx = store.read().await.unwrap();
        let listed: Vec<_> = groups::list(&tx, &admin(&tx, &ana), None, None, 100).await.unwrap().into_iter().map(|group| group.name.to_string()).collect();
        let mut expected: Vec<_> = ALIKE.iter().flat_map(|(one, two)| [(*one).to_owned(), (*two).to_owned()]).collect();
        expected.sort();
        assert_eq!(listed, expected, "and sorted by bytes");
    }

    async fn t99_an_address_is_found_by_its_bytes_alone(db) {
        let store = db.open().await;
        let ana = with_admin(&store).await;
        let tx = store.write().await.unwrap();
        for address in ["a.b@example.com", "ab@example.com", "a_b@example.com", "a%@example.com"] {
            let new = users::NewUser { email: name(address), ..new_user(user_id(), "Ab") };
            users::create(&tx, &admin(&tx, &ana), &new).await.unwrap();
            let found = system::sign_in(&tx, &name(address)).await.unwrap().unwrap();
            assert_eq!(found.user, new.id);
        }
        commit(tx).await;
    }
}
