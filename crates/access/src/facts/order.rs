//! All folders and documents in the order of every list, and for each its rank: putting a page in order then compares numbers, not names.

use std::cmp::Ordering;

use super::index::slot;

/// A sequence of chunks; a node knows its chunk and its place in it, so that a new name moves at most one chunk's worth of places.
#[derive(Debug, Default)]
pub(crate) struct Order {
    /// By number of the chunk.
    chunks: Vec<Vec<u32>>,
    /// The numbers of the chunks that are in use, in order.
    sequence: Vec<u32>,
    /// By number of the chunk: where in the sequence it is.
    at: Vec<u32>,
    free: Vec<u32>,
    /// By node: the number of the chunk and, in the lowest bits, the place in it.
    places: Vec<u32>,
}

const BITS: u32 = 10;
const MOST: usize = 1 << BITS;

impl Order {
    /// Of nodes that are in order.
    pub(crate) fn new(nodes: &[u32]) -> Self {
        let mut order = Self::default();
        for chunk in nodes.chunks(MOST / 2) {
            let number = order.fresh();
            order.chunks[number as usize] = chunk.to_vec();
            order.sequence.push(number);
            order.renumber(number, 0);
        }
        order.resequence(0);
        order
    }

    /// A number that is smaller for what comes earlier; good until the next change.
    #[inline]
    pub(crate) fn rank(&self, node: u32) -> u32 {
        let place = self.places[node as usize];
        self.at[(place >> BITS) as usize] << BITS | place & (MOST as u32 - 1)
    }

    /// Puts a node in its place; `compare` says how another compares with it.
    pub(crate) fn insert(&mut self, node: u32, compare: impl Fn(u32) -> Ordering) {
        // The last chunk that starts before the node, or the first.
        let first = |number: &u32| self.chunks[*number as usize].first().is_some_and(|first| compare(*first) == Ordering::Less);
        let place = self.sequence.partition_point(first).saturating_sub(1);
        let Some(mut number) = self.sequence.get(place).copied() else {
            *self = Self { places: std::mem::take(&mut self.places), ..Self::default() };
            let number = self.fresh();
            self.chunks[number as usize].push(node);
            self.sequence.push(number);
            self.resequence(0);
            self.renumber(number, 0);
            return;
        };
        let mut at = self.chunks[number as usize].partition_point(|each| compare(*each) == Ordering::Less);
        if self.chunks[number as usize].len() == MOST {
            let later = self.chunks[number as usize].split_off(MOST / 2);
            let next = self.fresh();
            self.chunks[next as usize] = later;
            self.sequence.insert(place + 1, next);
            self.resequence(place);
            self.renumber(next, 0);
            if at > MOST / 2 {
                (number, at) = (next, at - MOST / 2);
            }
        }
        self.chunks[number as usize].insert(at, node);
        self.renumber(number, at);
    }

    pub(crate) fn remove(&mut self, node: u32) {
        let (number, at) = (self.places[node as usize] >> BITS, self.places[node as usize] as usize & (MOST - 1));
        let chunk = &mut self.chunks[number as usize];
        chunk.remove(at);
        if chunk.is_empty() {
            let place = self.at[number as usize] as usize;
            self.sequence.remove(place);
            self.free.push(number);
            self.resequence(place);
        } else {
            self.renumber(number, at);
        }
    }

    /// All nodes in order, from the first that `before` is false for.
    pub(crate) fn from(&self, before: impl Fn(u32) -> bool) -> impl Iterator<Item = u32> {
        let ends_before = |number: &u32| self.chunks[*number as usize].last().is_some_and(|last| before(*last));
        let place = self.sequence.partition_point(ends_before);
        let start = self.sequence.get(place).map_or(0, |number| self.chunks[*number as usize].partition_point(|each| before(*each)));
        self.sequence[place..].iter().flat_map(|number| &self.chunks[*number as usize]).skip(start).copied()
    }

    fn fresh(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.chunks.push(Vec::new());
            self.at.push(0);
            self.chunks.len() as u32 - 1
        })
    }

    /// Tells the nodes of a chunk, from a place on, where they are.
    fn renumber(&mut self, number: u32, from: usize) {
        for (at, node) in self.chunks[number as usize].iter().enumerate().skip(from) {
            *slot(&mut self.places, *node) = number << BITS | at as u32;
        }
    }

    /// Tells the chunks, from a place on, where they are.
    fn resequence(&mut self, from: usize) {
        for (at, number) in self.sequence.iter().enumerate().skip(from) {
            self.at[*number as usize] = at as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names are numbers; every node is taken out and put back at random places.
    #[test]
    fn ranks_follow_the_names_through_every_change() {
        let mut names: Vec<u64> = (0..6_000).map(|at: u64| at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20).collect();
        let mut sorted: Vec<u32> = (0..3_000).collect();
        sorted.sort_unstable_by_key(|node| names[*node as usize]);
        let mut order = Order::new(&sorted);
        let mut there: Vec<u32> = (0..3_000).collect();
        for step in 0..20_000_u64 {
            let random = (step ^ 0x55).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 33;
            let node = (random % 6_000) as u32;
            match there.iter().position(|each| *each == node) {
                Some(at) => {
                    there.swap_remove(at);
                    order.remove(node);
                    names[node as usize] = if step % 3 == 0 { step } else { random };
                }
                None => {
                    there.push(node);
                    order.insert(node, |other| (names[other as usize], other).cmp(&(names[node as usize], node)));
                }
            }
            if step % 1_000 == 999 {
                check(&order, &there, &names);
            }
        }
        for node in std::mem::take(&mut there) {
            order.remove(node);
        }
        check(&order, &there, &names);
        order.insert(7, |_| Ordering::Equal);
        check(&order, &[7], &names);
    }

    #[track_caller]
    fn check(order: &Order, there: &[u32], names: &[u64]) {
        let mut expected = there.to_vec();
        expected.sort_unstable_by_key(|node| (names[*node as usize], *node));
        assert_eq!(order.from(|_| false).collect::<Vec<_>>(), expected);
        assert!(expected.windows(2).all(|pair| order.rank(pair[0]) < order.rank(pair[1])));
        for cut in [0, 1, expected.len() / 3, expected.len()] {
            let after = expected.get(cut).map_or(u64::MAX, |node| names[*node as usize]);
            let rest: Vec<u32> = order.from(|node| names[node as usize] < after).collect();
            assert_eq!(rest, expected.iter().copied().filter(|node| names[*node as usize] >= after).collect::<Vec<_>>());
        }
    }
}
