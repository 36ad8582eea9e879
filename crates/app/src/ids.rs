//! New ids: the time and the randomness of the application put together.

use vocab::{AccessRequestId, ConnectionId, DocumentId, FolderId, GroupId, LinkId, ReportId, RequestId, SessionId, TabId, TokenId, UserId};

use crate::cx::App;

/// An id that the application can make.
pub(crate) trait Fresh: Sized {
    fn fresh(unix_millis: u64, random: [u8; 10]) -> Self;
}

macro_rules! fresh {
    ($($id:ty),*) => {$(
        impl Fresh for $id {
            fn fresh(unix_millis: u64, random: [u8; 10]) -> Self {
                Self::from_parts(unix_millis, random)
            }
        }
    )*};
}

fresh!(AccessRequestId, ConnectionId, DocumentId, FolderId, GroupId, LinkId, ReportId, RequestId, SessionId, TabId, TokenId, UserId);

impl App {
    pub(crate) fn id<I: Fresh>(&self) -> I {
        let mut random = [0; 10];
        self.entropy.fill(&mut random);
        I::fresh(self.clock.now().as_millisecond().max(0).unsigned_abs(), random)
    }

    /// A new request id.
    #[must_use]
    pub fn request_id(&self) -> RequestId {
        self.id()
    }
}
