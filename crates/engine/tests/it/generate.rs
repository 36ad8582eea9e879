//! Random data, policies and queries.

use access::Mask;
use vocab::AttributeValue;

use crate::support::{Rule, Values, sql_mask};

/// A small generator of our own (splitmix64), so that a seed means the same case for ever.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// The columns of every generated table: numbers, a divisor, text that is sometimes a number, a tenant, a truth value, a day, a hidden text.
pub(crate) const COLUMNS: [&str; 8] = ["id", "n", "d", "s", "tenant", "b", "day", "x"];

/// A table, and which of its rows the policy leaves.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: Vec<(&'static str, Values)>,
    pub(crate) kept: Vec<bool>,
    pub(crate) rule: Rule,
}

const TENANTS: [&str; 5] = ["a", "b", "A", "a%", ""];

/// Rows that the policy hides hold what makes expressions fail: zeros, words, numbers at the end of their range.
pub(crate) fn table(random: &mut Random, name: &'static str) -> Table {
    let rows = [0, 1, 5, 40, 150][random.below(5)];
    let mut rule = Rule::default();
    let allowed: Vec<&str> = TENANTS.iter().copied().filter(|_| random.chance(40)).collect();
    let by_number = random.chance(30);
    let like = random.chance(15);
    if like {
        rule.rows.push(("tenant".into(), vec![AttributeValue::String("a%".into())], true));
    } else {
        let allowed = if allowed.is_empty() { vec!["a"] } else { allowed.clone() };
        rule.rows.push(("tenant".into(), allowed.iter().map(|t| AttributeValue::String((*t).to_owned())).collect(), false));
    }
    if by_number {
        rule.rows.push(("n".into(), (0..4).map(|n| AttributeValue::Number(f64::from(n))).collect(), false));
    }
    let allowed = if allowed.is_empty() { vec!["a"] } else { allowed };
    let (mut id, mut n, mut d, mut s, mut tenant, mut b, mut day, mut x, mut kept) =
        (vec![], vec![], vec![], vec![], vec![], vec![], vec![], vec![], vec![]);
    for row in 0..rows {
        let who = (!random.chance(5)).then(|| TENANTS[random.below(TENANTS.len())]);
        let number = (!random.chance(10)).then(|| random.below(8) as i64);
        let keep = who.is_some_and(|who| if like { who.starts_with('a') } else { allowed.contains(&who) })
            && (!by_number || number.is_some_and(|n| n < 4));
        let nasty = !keep && random.chance(70);
        id.push(Some(if nasty && random.chance(30) { i64::MAX } else { row as i64 }));
        n.push(number);
        d.push(Some(if nasty { 0 } else { 1 + random.below(4) as i64 }));
        s.push(Some(if nasty { format!("canary-{row}") } else { random.below(20).to_string() }));
        tenant.push(who.map(str::to_owned));
        b.push((!random.chance(10)).then(|| random.chance(50)));
        day.push(Some(if nasty { i32::MAX } else { 15_000 + random.below(30) as i32 }));
        x.push(Some(format!("secret-{}", random.below(3))));
        kept.push(keep);
    }
    rule.hidden.push("x".into());
    let columns = vec![
        ("id", Values::Int(id)),
        ("n", Values::Int(n)),
        ("d", Values::Int(d)),
        ("s", Values::Text(s)),
        ("tenant", Values::Text(tenant)),
        ("b", Values::Bool(b)),
        ("day", Values::Date(day)),
        ("x", Values::Text(x)),
    ];
    Table { name, columns, kept, rule }
}

impl Table {
    /// The rows that the policy leaves, as `select *` showed them, with the columns' types: what the masks leave in the place of the values.
    pub(crate) fn shown(&self, rows: &[String]) -> Vec<(&'static str, Values)> {
        let rows: Vec<Vec<serde_json::Value>> = rows.iter().map(|row| serde_json::from_str(row).expect("a row")).collect();
        let visible = self.columns.iter().filter(|(name, _)| !self.rule.hidden.iter().any(|hidden| hidden == name));
        let column = |(at, (name, values)): (usize, &(&'static str, Values))| {
            let values = values.keep(&self.kept);
            if !self.rule.masks.iter().any(|(masked, _)| masked == name) {
                return (*name, values);
            }
            let cells = || rows.iter().map(|row| &row[at]);
            let masks = match values {
                Values::Int(_) => Values::Int(cells().map(serde_json::Value::as_i64).collect()),
                Values::Text(_) => Values::Text(cells().map(|cell| cell.as_str().map(str::to_owned)).collect()),
                Values::Bool(_) => Values::Bool(cells().map(serde_json::Value::as_bool).collect()),
                Values::Date(_) => {
                    Values::Date(cells().map(|cell| cell.as_null().map_or_else(|| panic!("days are masked by null"), |()| None)).collect())
                }
                Values::Float(_) => unreachable!("no column of floats"),
            };
            (*name, masks)
        };
        visible.enumerate().map(column).collect()
    }
}

/// Masks some of a table's columns, and makes its twin: other values wherever the mask does not say what they are.
///
/// Values under a hash stay, because the hash tells which are equal. So do those that the row policy looks at.
pub(crate) fn masked(random: &mut Random, table: &mut Table) -> Vec<(&'static str, Values)> {
    let policies: Vec<String> = table.rule.rows.iter().map(|(column, ..)| column.clone()).collect();
    let mut twin = table.columns.clone();
    for (name, values) in &mut twin {
        if *name == "x" || !random.chance(45) {
            continue;
        }
        let free = !policies.iter().any(|column| column == name);
        let mask = match (&mut *values, random.below(4)) {
            (Values::Text(texts), kind @ (0 | 1)) => {
                texts.iter_mut().filter(|_| free).for_each(|text| *text = random.chance(80).then(|| nasty(random)));
                if kind == 0 { Mask::Null } else { Mask::Text(["7", "canary", ""][random.below(3)].to_owned()) }
            }
            (Values::Text(_), 2) => Mask::Hash,
            (Values::Text(texts), _) => {
                let first = |text: &String| text.chars().take(1).collect::<String>();
                texts.iter_mut().flatten().filter(|text| free && !text.is_empty()).for_each(|text| *text = first(text) + &nasty(random));
                sql_mask(&format!("substr(\"{name}\", 1, 1)"), &[name])
            }
            (Values::Int(numbers), 0 | 1) => {
                numbers.iter_mut().filter(|_| free).for_each(|number| *number = [None, Some(0), Some(i64::MIN), Some(3)][random.below(4)]);
                Mask::Null
            }
            (Values::Int(numbers), 2) => {
                numbers
                    .iter_mut()
                    .flatten()
                    .filter(|number| free && **number < 1_000)
                    .for_each(|number| *number += 6 * random.below(50) as i64);
                sql_mask(&format!("\"{name}\" % 6"), &[name])
            }
            (Values::Int(numbers), _) => {
                numbers.iter_mut().filter(|_| free).for_each(|number| *number = Some(random.below(9) as i64 - 4));
                sql_mask("length(\"s\") - length(\"s\")", &["s"])
            }
            (Values::Bool(values), _) => {
                values.iter_mut().filter(|_| free).for_each(|value| *value = Some(random.chance(50)));
                Mask::Null
            }
            (Values::Date(days), _) => {
                days.iter_mut().filter(|_| free).for_each(|day| *day = Some([i32::MAX, 0, 15_003][random.below(3)]));
                Mask::Null
            }
            (Values::Float(_), _) => Mask::Null,
        };
        table.rule.masks.push(((*name).to_owned(), mask));
    }
    twin
}

fn nasty(random: &mut Random) -> String {
    ["1", "12", "canary-x", "a", "-", ""][random.below(6)].to_owned()
}

/// A random query over the tables. Every output row is made of values that do not depend on the order of evaluation.
pub(crate) fn query(random: &mut Random, tables: &[&'static str]) -> String {
    let mut sql = Sql { random, tables, ctes: Vec::new(), fresh: 0 };
    sql.statement()
}

struct Sql<'a> {
    random: &'a mut Random,
    tables: &'a [&'static str],
    /// Names and their columns of integer, text and truth kind.
    ctes: Vec<String>,
    fresh: usize,
}

impl Sql<'_> {
    fn alias(&mut self) -> String {
        self.fresh += 1;
        format!("q{}", self.fresh)
    }

    fn statement(&mut self) -> String {
        if self.random.chance(8) {
            return self.recursive();
        }
        let mut with = Vec::new();
        for _ in 0..self.random.below(3) {
            let name = if self.random.chance(20) { self.random.pick(self.tables).to_owned() } else { self.alias() };
            let body = self.relation_query(1);
            with.push(format!("{name} as ({body})"));
            self.ctes.push(name);
        }
        let body = self.body();
        if with.is_empty() { body } else { format!("with {} {body}", with.join(", ")) }
    }

    fn body(&mut self) -> String {
        match self.random.below(12) {
            0 | 1 => self.aggregate(),
            2 => format!("{} union all {}", self.relation_query(1), self.relation_query(1)),
            3 => {
                let operator = self.random.pick(&["union", "except", "intersect", "except all", "intersect all"]);
                format!("{} {operator} {}", self.relation_query(1), self.relation_query(1))
            }
            4 => self.window(),
            5 => self.top(),
            6 => {
                let (from, aliases) = self.joined();
                let condition = self.condition(&aliases, 2);
                format!("select count(*), sum({0}.id % 1000), min({0}.tenant), max({0}.s) from {from} where {condition}", aliases[0])
            }
            7 => {
                let base = self.source(1);
                let a = self.alias();
                let number = self.number(std::slice::from_ref(&a), 1);
                format!("select {number} as k, count(*) from {base} {a} group by {number}")
            }
            _ => self.joined_query(),
        }
    }

    /// A table, a common table expression or a sub-query, with the columns of [`COLUMNS`] that are not hidden.
    fn source(&mut self, depth: usize) -> String {
        if depth > 0 && self.random.chance(25) {
            return format!("({})", self.relation_query(depth - 1));
        }
        if !self.ctes.is_empty() && self.random.chance(35) {
            return self.ctes[self.random.below(self.ctes.len())].clone();
        }
        self.random.pick(self.tables).to_owned()
    }

    /// A query whose columns are those of a table, so that it can stand for one.
    fn relation_query(&mut self, depth: usize) -> String {
        let base = self.source(depth);
        let a = self.alias();
        let condition = self.condition(std::slice::from_ref(&a), 2);
        let columns = if self.random.chance(50) {
            format!("{a}.*")
        } else {
            COLUMNS[..7].iter().map(|c| format!("{a}.{c}")).collect::<Vec<_>>().join(", ")
        };
        let distinct = if self.random.chance(10) { "distinct " } else { "" };
        format!("select {distinct}{columns} from {base} {a} where {condition}")
    }

    fn joined(&mut self) -> (String, Vec<String>) {
        let first = self.alias();
        let mut from = format!("{} {first}", self.source(1));
        let mut aliases = vec![first];
        for _ in 0..self.random.below(3) {
            let other = self.alias();
            let kind = self.random.pick(&["join", "join", "left join", "right join", "full join"]);
            let key = self.random.pick(&["id", "n", "s", "tenant", "b", "day"]);
            let left = aliases[self.random.below(aliases.len())].clone();
            let residual = if kind != "full join" && self.random.chance(30) {
                format!(" and {}", self.condition(&[left.clone(), other.clone()], 1))
            } else {
                String::new()
            };
            from = format!("{from} {kind} {} {other} on {left}.{key} = {other}.{key}{residual}", self.source(0));
            aliases.push(other);
        }
        (from, aliases)
    }

    fn joined_query(&mut self) -> String {
        let (from, aliases) = self.joined();
        let condition = self.condition(&aliases, 2);
        let outputs: Vec<String> = (0..1 + self.random.below(3)).map(|i| format!("{} as o{i}", self.value(&aliases))).collect();
        format!("select {} from {from} where {condition}", outputs.join(", "))
    }

    fn aggregate(&mut self) -> String {
        let (from, aliases) = self.joined();
        let a = aliases[0].clone();
        let key = self.random.pick(&["tenant", "n", "b", "s", "day"]);
        let condition = self.condition(&aliases, 1);
        let number = self.number(&aliases, 1);
        let filter = if self.random.chance(30) { format!(" filter (where {})", self.condition(&aliases, 1)) } else { String::new() };
        let having = if self.random.chance(30) { format!(" having count(*) > {}", self.random.below(3)) } else { String::new() };
        format!(
            "select {a}.{key}, count(*), count(distinct {a}.s), min({number}), max({number}), sum({number} % 1000){filter} from {from} where {condition} group by {a}.{key}{having}"
        )
    }

    fn window(&mut self) -> String {
        let base = self.source(1);
        let a = self.alias();
        let function = self.random.pick(&["row_number()", "rank()", "count(*)", "sum(id % 1000)", "lag(id)", "max(s)", "first_value(s)"]);
        let partition = self.random.pick(&["tenant", "n", "b"]);
        format!(
            "select id, s, {function} over (partition by {partition} order by id, n, d, s, tenant, b, day) as w from {base} {a} where {}",
            self.condition(std::slice::from_ref(&a), 1)
        )
    }

    fn top(&mut self) -> String {
        let base = self.source(1);
        let a = self.alias();
        let first = self.value(std::slice::from_ref(&a));
        let limit = self.random.below(20);
        format!(
            "select id, n, s, tenant from {base} {a} where {} order by {first}, id, n, d, s, tenant, b, day limit {limit}",
            self.condition(std::slice::from_ref(&a), 1)
        )
    }

    fn recursive(&mut self) -> String {
        let table = self.random.pick(self.tables);
        let name = if self.random.chance(30) { self.random.pick(self.tables) } else { "r" };
        if name == table {
            return format!("select count(*) from {table}");
        }
        format!(
            "with recursive {name}(i, k) as (select n, 0 from {table} where n < 3 union all select t.n, p.k + 1 from {name} p join {table} t on t.n = p.i + 1 where p.k < 2) \
             select i, k, count(*) from {name} group by i, k"
        )
    }

    fn column(&mut self, aliases: &[String], from: &[&str]) -> String {
        let a = aliases[self.random.below(aliases.len())].clone();
        format!("{a}.{}", self.random.pick(from))
    }

    fn value(&mut self, aliases: &[String]) -> String {
        match self.random.below(4) {
            0 => self.number(aliases, 2),
            1 => self.column(aliases, &["s", "tenant", "b", "day"]),
            2 => self.text(aliases),
            _ => format!("({})", self.condition(aliases, 1)),
        }
    }

    fn number(&mut self, aliases: &[String], depth: usize) -> String {
        if depth == 0 {
            return self.column(aliases, &["id", "n", "d"]);
        }
        match self.random.below(9) {
            0 => format!("(100 / {})", self.column(aliases, &["d", "n"])),
            1 => format!("cast({} as bigint)", self.column(aliases, &["s"])),
            2 => format!("({} + {})", self.number(aliases, depth - 1), self.number(aliases, depth - 1)),
            3 => format!("(case when {} then {} else 0 end)", self.condition(aliases, 1), self.number(aliases, depth - 1)),
            4 => format!("coalesce({}, {})", self.column(aliases, &["n"]), self.number(aliases, depth - 1)),
            5 => format!(
                "(select max({}) from {})",
                self.random.pick(&["n", "d", "100 / d", "cast(s as bigint)"]),
                self.random.pick(self.tables)
            ),
            6 => format!("length({})", self.text(aliases)),
            _ => self.column(aliases, &["id", "n", "d"]),
        }
    }

    fn text(&mut self, aliases: &[String]) -> String {
        let column = self.column(aliases, &["s", "tenant"]);
        match self.random.below(4) {
            0 => format!("upper({column})"),
            1 => format!("({column} || '-')"),
            2 => format!("substr({column}, 1, 2)"),
            _ => column,
        }
    }

    fn condition(&mut self, aliases: &[String], depth: usize) -> String {
        if depth > 0 && self.random.chance(40) {
            let operator = self.random.pick(&["and", "and", "or"]);
            return format!("({} {operator} {})", self.condition(aliases, depth - 1), self.condition(aliases, depth - 1));
        }
        let comparison = ["=", "<>", "<", "<=", ">", ">="][self.random.below(6)];
        match self.random.below(18) {
            0 => format!("{} {comparison} {}", self.column(aliases, &["id", "n", "d"]), self.random.below(10)),
            1 => format!("{} {comparison} '{}'", self.column(aliases, &["tenant"]), TENANTS[self.random.below(5)]),
            2 => format!("{} {comparison} '{}'", self.column(aliases, &["s"]), self.random.below(20)),
            3 => format!("cast({} as bigint) {comparison} {}", self.column(aliases, &["s"]), self.random.below(20)),
            4 => format!("100 / {} {comparison} {}", self.column(aliases, &["d", "n"]), self.random.below(100)),
            5 => format!("{} in ({}, {})", self.column(aliases, &["n", "d"]), self.random.below(8), self.random.below(8)),
            6 => format!("{} is {}null", self.column(aliases, &COLUMNS[1..7]), if self.random.chance(50) { "not " } else { "" }),
            7 => format!("{} like '%{}%'", self.column(aliases, &["s", "tenant"]), self.random.pick(&["1", "a", "canary", "-"])),
            8 => self.column(aliases, &["b"]),
            9 => format!("{} {comparison} {}", self.number(aliases, 1), self.number(aliases, 1)),
            10 => {
                let (outer, inner) = (self.column(aliases, &["n", "id"]), self.alias());
                let not = if self.random.chance(40) { "not " } else { "" };
                let table = self.source(0);
                let condition = self.condition(std::slice::from_ref(&inner), 1);
                format!("{not}exists (select 1 from {table} {inner} where {inner}.n = {outer} and {condition})")
            }
            11 => {
                let (outer, inner) = (self.column(aliases, &["n", "d", "id"]), self.alias());
                let not = if self.random.chance(30) { "not " } else { "" };
                let table = self.source(0);
                let condition = self.condition(std::slice::from_ref(&inner), 1);
                format!("{outer} {not}in (select {inner}.n from {table} {inner} where {condition})")
            }
            12 => format!("{} between {} and {}", self.column(aliases, &["id", "n", "d"]), self.random.below(5), 5 + self.random.below(50)),
            13 => format!("{} {comparison} date '2011-01-{:02}'", self.column(aliases, &["day"]), 1 + self.random.below(28)),
            14 => format!("date_part('month', {}) {comparison} {}", self.column(aliases, &["day"]), 1 + self.random.below(12)),
            15 => format!("{} {comparison} (select avg(n) from {})", self.column(aliases, &["n", "d"]), self.random.pick(self.tables)),
            16 => format!("not ({})", self.condition(aliases, 0)),
            _ => format!("{} {comparison} {}", self.text(aliases), self.text(aliases)),
        }
    }
}
