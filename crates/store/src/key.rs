//! Ids as they stand in tables: 16 bytes, the same in SQLite (`BLOB`) and PostgreSQL (`bytea`), compared byte by byte by both.

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryFromU64, TryGetError, TryGetable, Value};
use uuid::Uuid;
use vocab::{AccessRequestId, ConnectionId, DocumentId, FolderId, GroupId, LinkId, ReportId, RequestId, SessionId, TokenId, UserId};

/// An id column. The kind of id is known from the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(pub(crate) Uuid);

impl Key {
    /// Stands where a principal has no id of its own: the organization.
    pub(crate) const NONE: Self = Self(Uuid::nil());
}

macro_rules! keys {
    ($($id:ident)*) => {$(
        impl From<$id> for Key {
            fn from(id: $id) -> Self {
                Self(id.uuid())
            }
        }

        impl From<Key> for $id {
            fn from(key: Key) -> Self {
                Self::from_uuid(key.0)
            }
        }
    )*};
}

keys! { AccessRequestId ConnectionId DocumentId FolderId GroupId LinkId ReportId RequestId SessionId TokenId UserId }

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        Self::Bytes(Some(key.0.as_bytes().to_vec()))
    }
}

impl TryGetable for Key {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let bytes = Vec::<u8>::try_get_by(row, index)?;
        Uuid::from_slice(&bytes).map(Self).map_err(|error| TryGetError::DbErr(DbErr::Type(format!("an id is not 16 bytes: {error}"))))
    }
}

impl ValueType for Key {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::Bytes(Some(bytes)) => Uuid::from_slice(&bytes).map(Self).map_err(|_| ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Key".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Bytes
    }

    fn column_type() -> ColumnType {
        ColumnType::Blob
    }
}

impl Nullable for Key {
    fn null() -> Value {
        Value::Bytes(None)
    }
}

impl sea_orm::IntoActiveValue<Key> for Key {
    fn into_active_value(self) -> sea_orm::ActiveValue<Key> {
        sea_orm::Set(self)
    }
}

impl TryFromU64 for Key {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("Key"))
    }
}
