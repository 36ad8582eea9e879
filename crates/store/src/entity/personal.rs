//! What people note about content: favourites, and wishes for access.

/// A folder or document that a person keeps at hand.
pub(crate) mod favourite {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "favourites")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) user_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) node_id: Key,
        pub(crate) marked_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Somebody's wish for access to a document, open or answered.
pub(crate) mod access_request {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "access_requests")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Key,
        pub(crate) document_id: Key,
        pub(crate) user_id: Key,
        pub(crate) role: String,
        pub(crate) message: Option<String>,
        pub(crate) asked_at: i64,
        pub(crate) state: String,
        pub(crate) answered_by: Option<Key>,
        pub(crate) answered_at: Option<i64>,
        pub(crate) reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
