//! Users, groups, attributes, sessions.

/// A person with a login.
pub(crate) mod user {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Key,
        pub(crate) email: String,
        pub(crate) name: String,
        pub(crate) password_hash: Option<String>,
        pub(crate) is_admin: bool,
        pub(crate) active: bool,
        pub(crate) created_at: i64,
        pub(crate) last_seen_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A named set of users and groups.
pub(crate) mod group {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "user_groups")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Key,
        pub(crate) name: String,
        pub(crate) created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One user or group in a group.
pub(crate) mod member {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "group_members")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) group_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) member_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) member_id: Key,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The definition of a user attribute.
pub(crate) mod attribute {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attributes")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) name: String,
        pub(crate) label: String,
        pub(crate) kind: String,
        pub(crate) multiple: bool,
        pub(crate) default_values: Option<String>,
        pub(crate) created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The values that a user or group holds.
pub(crate) mod attribute_value {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attribute_values")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) holder_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) holder_id: Key,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) name: String,
        pub(crate) stored_values: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A signed-in session; the secret itself is not here.
pub(crate) mod session {
    use sea_orm::entity::prelude::*;

    use crate::key::Key;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Key,
        pub(crate) secret_hash: Vec<u8>,
        pub(crate) user_id: Key,
        pub(crate) created_at: i64,
        pub(crate) last_seen_at: i64,
        pub(crate) expires_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
