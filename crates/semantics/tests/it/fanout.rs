//! Fan-out: orders have many lines, and a line has one order. What a join would count several times over is counted once or refused.

use std::fmt::Write;

use semantics::{Catalog, ModelFiles, Readable, check, compile};

use crate::attacks::check_round_trip;
use crate::compiled::{NOW, pretty, query};
use crate::demo;

const RELATIONSHIPS: &str = "
- {join_from_view: orders, join_to_view: lines, relationship_type: one_to_many, on_sql: '${orders.id} = ${lines.order_id}'}
- {join_from_view: orders, join_to_view: customers, join_type: inner, relationship_type: many_to_one, on_sql: '${orders.customer_id} = ${customers.id}'}
- {join_from_view: orders, join_to_view: notes, relationship_type: one_to_many, on_sql: '${orders.id} = ${notes.order_id}'}
- {join_from_view: orders, join_to_view: invoice, relationship_type: one_to_one, on_sql: '${orders.id} = ${invoice.order_id}'}
- {join_from_view: lines, join_to_view: tags, relationship_type: many_to_many, on_sql: '${lines.product} = ${tags.product}'}
";

const ORDERS: &str = "
table_name: orders
primary_key: id
dimensions: {id: {}, customer_id: {}, amount: {}, placed: {}, status: {}}
measures:
  count: {aggregate_type: count}
  total: {aggregate_type: sum, sql: '${amount}'}
  average: {aggregate_type: average, sql: 'coalesce(${amount}, 0)'}
  paid: {aggregate_type: sum, sql: '${amount}', filters: {status: paid}}
  paid_share: {sql: '${paid} / nullif(${total}, 0)'}
  per_line: {sql: '1.0 * ${total} / nullif(${lines.count}, 0)'}
  by_customer: {aggregate_type: sum, sql: '${amount} * ${customers.factor}'}
  by_line: {aggregate_type: sum, sql: '${amount} * ${lines.quantity}'}
";

const LINES: &str = "
table_name: lines
primary_key: [order_id, position]
dimensions: {order_id: {}, position: {}, product: {}, quantity: {}}
measures:
  count: {aggregate_type: count}
  quantity_sum: {aggregate_type: sum, sql: '${quantity}'}
  quantity_or_one: {aggregate_type: average, sql: 'coalesce(${quantity}, 1)'}
";

fn catalog() -> Catalog {
    demo::tables(&[
        ("orders", "id:i customer_id:i amount:n placed:d status:t"),
        ("lines", "order_id:i position:i product:t quantity:i"),
        ("customers", "id:i name:t factor:n"),
        ("notes", "order_id:i words:i"),
        ("invoice", "order_id:i due:d"),
        ("tags", "product:t tag:t"),
    ])
}

fn files(without: &[&str]) -> ModelFiles {
    let orders = without.iter().fold(ORDERS.to_owned(), |text, piece| text.replace(piece, ""));
    ModelFiles::from_pairs([
        ("relationships.yaml", RELATIONSHIPS),
        ("orders.view.yaml", orders.as_str()),
        ("lines.view.yaml", LINES),
        (
            "customers.view.yaml",
            "table_name: customers\nprimary_key: id\ndimensions: {id: {}, name: {}, factor: {}}\nmeasures: {count: {aggregate_type: count}}\n",
        ),
        (
            "notes.view.yaml",
            "table_name: notes\ndimensions: {order_id: {}, words: {}}\nmeasures: {count: {aggregate_type: count}, words_sum: {aggregate_type: sum, sql: '${words}'}}\n",
        ),
        (
            "invoice.view.yaml",
            "table_name: invoice\nprimary_key: order_id\ndimensions: {order_id: {}, due: {}}\nmeasures: {count: {aggregate_type: count}}\n",
        ),
        (
            "tags.view.yaml",
            "table_name: tags\nprimary_key: [product, tag]\ndimensions: {product: {}, tag: {}}\nmeasures: {count: {aggregate_type: count}}\n",
        ),
        ("orders.topic.yaml", "base_view: orders\njoins: {lines: {tags: {}}, customers: {}, notes: {}, invoice: {}}\n"),
    ])
}

fn compiled(files: &ModelFiles, fields: &str) -> Result<String, String> {
    let model = check(files, &catalog()).model.unwrap();
    let query = query(&format!(r#"{{"topic":"orders","fields":{fields}}}"#));
    let compiled = compile(&model, &query, &Readable::everything(), NOW).map_err(|error| format!("{}: {error}", error.code()))?;
    check_round_trip(&compiled.statement);
    Ok(compiled.statement.to_string())
}

#[test]
fn each_measure_keeps_to_its_own_grain() {
    let mut out = String::new();
    for (name, fields) in [
        ("orders alone are summed as they are", r#"["orders.status","orders.total","orders.paid_share"]"#),
        ("a to-one join changes nothing, an inner one drops rows", r#"["customers.name","orders.total"]"#),
        ("one-to-one is no fan-out", r#"["invoice.due","orders.total"]"#),
        ("orders by what their lines are", r#"["lines.product","orders.total","orders.count","orders.average","orders.paid"]"#),
        ("lines by what their order is", r#"["orders.status","lines.quantity_sum","lines.count"]"#),
        ("orders without lines are no lines", r#"["orders.status","lines.quantity_or_one"]"#),
        ("both", r#"["orders.status","orders.total","lines.quantity_sum"]"#),
        ("a ratio over two grains", r#"["customers.name","orders.per_line"]"#),
        ("two branches do not multiply each other", r#"["orders.placed[month]","lines.quantity_sum","notes.words_sum"]"#),
        ("many to many", r#"["tags.tag","lines.quantity_sum","orders.total"]"#),
        ("a measure over a to-one view", r#"["orders.status","orders.by_customer"]"#),
        ("an inner join holds for every part", r#"["orders.count","customers.count"]"#),
    ] {
        let sql = compiled(&files(&[]), fields).unwrap_or_else(|error| panic!("{name}: {error}"));
        writeln!(out, "# {name}\n{}\n", pretty(&sql)).unwrap();
    }
    crate::golden::check("fanout.sql", &out);
}

#[test]
fn what_cannot_be_right_is_refused_with_the_join() {
    let check = |files: &ModelFiles, fields: &str, expected: &str| assert_eq!(compiled(files, fields).unwrap_err(), expected);
    let keyless = files(&["primary_key: id\n"]);
    check(
        &keyless,
        r#"["lines.product","orders.total"]"#,
        "fanout: `orders.total` would be counted several times over by the join of `orders` to `lines`: declare the `primary_key` of the view `orders`, so that each of its rows is counted once",
    );
    check(
        &files(&[]),
        r#"["lines.product","notes.words_sum"]"#,
        "fanout: `notes.words_sum` would be counted several times over by the join of `orders` to `lines`: declare the `primary_key` of the view `notes`, so that each of its rows is counted once",
    );
    check(
        &files(&[]),
        r#"["orders.status","notes.count"]"#,
        "primary_key_missing: `notes.count` cannot be computed here: declare the `primary_key` of the view `notes`, so that rows without it are not counted",
    );
    check(
        &files(&[]),
        r#"["orders.status","orders.by_line"]"#,
        "fanout: `orders.by_line` would be counted several times over by the join of `orders` to `lines`: its own SQL or filter looks at `lines`, of which one row of `orders` meets many",
    );
    assert!(compiled(&keyless, r#"["orders.status","orders.total"]"#).is_ok());
}
