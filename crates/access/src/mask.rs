//! Masks of columns: what stands in a column for who may not see its values (access.md §6).

use std::collections::{BTreeMap, BTreeSet};

use crate::GrantExpr;

/// A mask of one column, and who is spared it.
#[derive(Debug, Clone, PartialEq)]
pub struct MaskRule {
    /// Who holds this sees the values themselves.
    pub unless: GrantExpr,
    /// What everybody else sees.
    pub with: Mask,
}

/// What stands in the place of a column's values. The order is that of strictness: the first tells the least.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mask {
    /// Nothing.
    Null,
    /// The same text in every row.
    Text(String),
    /// A text that is equal where the values are, made with a key of the instance.
    Hash,
    /// What an expression over the table's columns gives.
    Sql(MaskSql),
}

/// An expression over the columns of one table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MaskSql {
    /// SQL with every column in quotes, byte for byte.
    pub text: String,
    /// The columns in it.
    pub columns: BTreeSet<String>,
}

impl Mask {
    /// What several masks of one column come to: the strictest. Two that say different things equally strictly leave nothing.
    #[must_use]
    pub fn together<'m>(masks: impl IntoIterator<Item = &'m Self>) -> Option<Self> {
        let all: BTreeSet<&Self> = masks.into_iter().collect();
        let mut strictest = all.iter().filter(|mask| all.first().is_some_and(|first| first.kind() == mask.kind()));
        match (strictest.next(), strictest.next()) {
            (Some(one), None) => Some((*one).clone()),
            (Some(_), Some(_)) => Some(Self::Null),
            (None, _) => None,
        }
    }

    const fn kind(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Text(_) => 1,
            Self::Hash => 2,
            Self::Sql(_) => 3,
        }
    }
}

/// What masks come to beside each other and beside columns that are not there, which need none.
///
/// SQL that looks at another column which the reader may not see as it is would show it: such a mask leaves nothing.
pub(crate) fn settled(asked: BTreeMap<String, Mask>, hidden: &BTreeSet<String>) -> BTreeMap<String, Mask> {
    let shows = |column: &String, with: &Mask| match with {
        Mask::Sql(sql) => sql.columns.iter().any(|used| hidden.contains(used) || (used != column && asked.contains_key(used))),
        Mask::Null | Mask::Text(_) | Mask::Hash => false,
    };
    let there = asked.iter().filter(|(column, _)| !hidden.contains(*column));
    there.map(|(column, with)| (column.clone(), if shows(column, with) { Mask::Null } else { with.clone() })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_masks_are_the_strictest_of_them() {
        let text = |text: &str| Mask::Text(text.to_owned());
        let sql = |text: &str| Mask::Sql(MaskSql { text: text.to_owned(), columns: BTreeSet::new() });
        for (masks, expected) in [
            (vec![], None),
            (vec![sql("a")], Some(sql("a"))),
            (vec![sql("a"), sql("a")], Some(sql("a"))),
            (vec![sql("a"), sql("b")], Some(Mask::Null)),
            (vec![text("a"), text("b")], Some(Mask::Null)),
            (vec![text("a"), text("b"), sql("c")], Some(Mask::Null)),
            (vec![sql("a"), sql("b"), Mask::Hash], Some(Mask::Hash)),
            (vec![Mask::Hash, text("a")], Some(text("a"))),
            (vec![text("a"), Mask::Null, Mask::Hash], Some(Mask::Null)),
        ] {
            assert_eq!(Mask::together(&masks), expected, "{masks:?}");
            assert_eq!(Mask::together(masks.iter().rev()), expected, "{masks:?} in the other order");
        }
    }
}
