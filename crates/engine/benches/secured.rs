//! A secured query beside the same filter written by hand, on six million rows: `cargo xtask bench engine`. Prints medians and their ratio; quality.md asks for at most 1.02. `LUCARNE_PLANS=1` prints both plans of each.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

/// Compiled anew in each checkout, since checkouts share a build folder (`.cargo/config.toml`).
const _: Option<&str> = option_env!("LUCARNE_CHECKOUT");

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use access::DataPolicy;
use arrow::array::{ArrayRef, Float64Array, Int64Array, StringArray};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use semantics::port::Ask;

#[path = "../tests/it/support.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod support;

use support::{House, Rule, asked, bytes, policy};

const ROWS: usize = 6_000_000;
const ROUNDS: usize = 9;

/// What is asked, with the place of the hand-written filter marked by `{where}`.
const CASES: &[(&str, &str)] = &[
    ("count", "select count(*) from sales s where {where}"),
    ("aggregate", "select region, count(*), sum(amount), avg(price) from sales s where {where} group by region"),
    ("filter and aggregate", "select region, sum(amount) from sales s where {where} and amount > 500 and price < 50 group by region"),
    ("aggregate of expressions", "select region, sum(price * amount), max(upper(region)) from sales s where {where} group by region"),
    ("join", "select p.kind, sum(s.amount) from sales s join products p on p.id = s.product where {where} group by p.kind"),
    ("top", "select id, amount, price from sales s where {where} order by price desc, id limit 20"),
    ("distinct count", "select count(distinct product) from sales s where {where}"),
    (
        "exists",
        "select count(*) from products p where exists (select 1 from sales s where s.product = p.id and {where} and s.amount > 990)",
    ),
    // The policy always comes first. By hand a condition that few rows meet may stand before it, and then the other one is looked at on those few alone.
    (
        "exists, own condition first",
        "select count(*) from products p where exists (select 1 from sales s where s.product = p.id and s.amount > 990 and {where})",
    ),
    (
        "window",
        "select count(*) from (select row_number() over (partition by region order by price) as r from sales s where {where} and amount > 900) x where r < 10",
    ),
];

/// The same questions of masked columns, with the mask written by hand in the other: what stands for `{product}` and `{region}`, and a mask that must not cost where it is not read.
const MASKED: &[(&str, &str)] = &[
    ("masked: aggregate", "select {region} as r, count(*), sum(amount) from sales s where {where} group by {region}"),
    ("masked: null in a sum", "select tenant, count(*), sum({product}) from sales s where {where} group by tenant"),
    ("masked: filter on it", "select count(*) from sales s where {where} and {region} = 'r…'"),
    ("masked: not read", "select tenant, sum(amount) from sales s where {where} and amount > 500 group by tenant"),
    ("masked: top", "select id, amount, {region} as r from sales s where {where} order by price desc, id limit 20"),
];

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let house = House::new(std::thread::available_parallelism().map_or(2, usize::from));
        let folder = house.folder("bench");
        write_sales(&folder.join("sales.parquet"));
        write_products(&folder.join("products.parquet"));
        let connection = house.attach(1, folder).await;
        let tenants = ["tenant-03", "tenant-07", "tenant-11", "tenant-12", "tenant-19"];
        let everything = policy(connection, &[("sales", Rule::all()), ("products", Rule::all())]);
        let secured = policy(connection, &[("sales", Rule::one_of("tenant", &tenants)), ("products", Rule::all())]);
        let by_hand = format!("s.tenant in ({})", tenants.map(|t| format!("'{t}'")).join(", "));
        println!("{:<28}{:>14}{:>14}{:>9}", "query", "by hand, ms", "secured, ms", "ratio");
        let mut product = 1.0;
        for (name, sql) in CASES {
            let hand = sql.replace("{where}", &by_hand);
            let reader = sql.replace("{where} and ", "").replace(" and {where}", "").replace("where {where}", "");
            assert_eq!(answer(&house, &hand, &everything).await, answer(&house, &reader, &secured).await, "{name}");
            if std::env::var_os("LUCARNE_PLANS").is_some() {
                for (sql, policy) in [(&hand, &everything), (&reader, &secured)] {
                    println!("{}\n", house.engine.explain(asked(sql, policy)).await.unwrap());
                }
            }
            let (mut without, mut with) = (Vec::new(), Vec::new());
            // Taking turns, so that whatever else the machine does meets both.
            for _ in 0..ROUNDS {
                without.push(time(&house, &hand, &everything).await);
                with.push(time(&house, &reader, &secured).await);
            }
            let (without, with) = (median(without), median(with));
            let ratio = with.as_secs_f64() / without.as_secs_f64();
            product *= ratio;
            println!("{name:<28}{:>14.1}{:>14.1}{ratio:>9.3}", without.as_secs_f64() * 1e3, with.as_secs_f64() * 1e3);
        }
        println!("{:<56}{:>9.3}", "geometric mean", f64::powf(product, 1.0 / CASES.len() as f64));
        let masks = Rule::one_of("tenant", &tenants).mask("region", support::sql_mask("left(\"region\", 1) || '…'", &["region"]));
        let masked = policy(connection, &[("sales", masks.mask("product", access::Mask::Null)), ("products", Rule::all())]);
        let mut product = 1.0;
        for (name, sql) in MASKED {
            let hand = sql
                .replace("{where}", &by_hand)
                .replace("{region}", "(left(region, 1) || '…')")
                .replace("{product}", "cast(null as bigint)");
            let reader =
                sql.replace("{where} and ", "").replace("where {where}", "").replace("{region}", "region").replace("{product}", "product");
            assert_eq!(answer(&house, &hand, &everything).await, answer(&house, &reader, &masked).await, "{name}");
            let (mut without, mut with) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                without.push(time(&house, &hand, &everything).await);
                with.push(time(&house, &reader, &masked).await);
            }
            let (without, with) = (median(without), median(with));
            let ratio = with.as_secs_f64() / without.as_secs_f64();
            product *= ratio;
            println!("{name:<28}{:>14.1}{:>14.1}{ratio:>9.3}", without.as_secs_f64() * 1e3, with.as_secs_f64() * 1e3);
        }
        println!("{:<56}{:>9.3}", "geometric mean with masks", f64::powf(product, 1.0 / MASKED.len() as f64));
        // Nobody writes a keyed hash by hand: beside it stands the engine's own md5, the cheapest of its hashes.
        let hashed = policy(
            connection,
            &[("sales", Rule::one_of("tenant", &tenants).mask("region", access::Mask::Hash)), ("products", Rule::all())],
        );
        let hand = format!("select count(distinct md5(region)) from sales s where {by_hand}");
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            without.push(time(&house, &hand, &everything).await);
            with.push(time(&house, "select count(distinct region) from sales", &hashed).await);
        }
        let (without, with) = (median(without).as_secs_f64() * 1e3, median(with).as_secs_f64() * 1e3);
        println!("{:<28}{without:>14.1}{with:>14.1}{:>9.3}", "masked: hash, by hand md5", with / without);
        // A kept answer.
        let ask = || asked("select region, count(*) from sales group by region", &secured);
        bytes(&house.engine, ask()).await.unwrap();
        let start = Instant::now();
        for _ in 0..1_000 {
            bytes(&house.engine, ask()).await.unwrap();
        }
        println!("{:<56}{:>6.0} µs", "a kept answer", start.elapsed().as_secs_f64() * 1e3);
    });
}

async fn answer(house: &House, sql: &str, policy: &DataPolicy) -> Vec<u8> {
    let mut rows =
        support::run(&house.engine, Ask { fresh: true, ..asked(sql, policy) }).await.unwrap_or_else(|e| panic!("{sql}: {e}")).rows;
    rows.sort();
    // Sums of fractions depend on the order in which threads add.
    rows.iter().flat_map(|row| row.split('.').next().unwrap_or_default().as_bytes().to_vec()).collect()
}

async fn time(house: &House, sql: &str, policy: &DataPolicy) -> Duration {
    let ask = Ask { fresh: true, ..asked(sql, policy) };
    let start = Instant::now();
    bytes(&house.engine, ask).await.unwrap();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn write_sales(path: &Path) {
    let mut writer: Option<ArrowWriter<std::fs::File>> = None;
    let mut random = 42_u64;
    let mut next = move |limit: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % limit
    };
    for start in (0..ROWS).step_by(200_000) {
        let rows = start..(start + 200_000).min(ROWS);
        let ids: Vec<i64> = rows.clone().map(|i| i as i64).collect();
        let tenants: Vec<String> = rows.clone().map(|_| format!("tenant-{:02}", next(20))).collect();
        let regions: Vec<String> = rows.clone().map(|_| format!("region {}", next(40))).collect();
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("id", Arc::new(Int64Array::from(ids))),
            ("tenant", Arc::new(StringArray::from(tenants))),
            ("region", Arc::new(StringArray::from(regions))),
            ("product", Arc::new(Int64Array::from(rows.clone().map(|_| next(5_000) as i64).collect::<Vec<_>>()))),
            ("amount", Arc::new(Int64Array::from(rows.clone().map(|_| next(1_000) as i64).collect::<Vec<_>>()))),
            ("price", Arc::new(Float64Array::from(rows.map(|_| next(10_000) as f64 / 64.0).collect::<Vec<_>>()))),
        ];
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        let writer = writer.get_or_insert_with(|| {
            let properties = parquet::file::properties::WriterProperties::builder()
                .set_compression(parquet::basic::Compression::LZ4_RAW)
                .set_max_row_group_row_count(Some(262_144))
                .build();
            ArrowWriter::try_new(std::fs::File::create(path).unwrap(), batch.schema(), Some(properties)).unwrap()
        });
        writer.write(&batch).unwrap();
    }
    writer.expect("rows").close().unwrap();
}

fn write_products(path: &Path) {
    let ids: Vec<i64> = (0..5_000).collect();
    let kinds: Vec<String> = ids.iter().map(|id| format!("kind {}", id % 12)).collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    support::write(path, &[("id", support::ints(&ids)), ("kind", support::texts(&kinds))]);
}
