//! Golden plans: what runs below the barrier and what above. `INSTA_UPDATE=always` writes them anew; read the difference.

use access::Mask;

use crate::support::{House, Rule, asked, policy, sql_mask, tenant, write_shop};

#[tokio::test]
async fn golden_plans() {
    let house = House::new(1);
    let folder = house.folder("shop");
    write_shop(&folder, |_| true);
    let connection = house.attach(1, folder).await;
    let secured = tenant(connection, "a");
    let mixed = policy(connection, &[("orders", Rule::one_of("tenant", &["a", "b"])), ("customers", Rule::all())]);
    let like = policy(
        connection,
        &[("orders", Rule { rows: vec![("tenant".into(), vec![vocab::AttributeValue::String("a%".into())], true)], ..Rule::default() })],
    );
    let masks = Rule::one_of("tenant", &["a", "b"]).mask("code", Mask::Hash).mask("amount", Mask::Null);
    let masked = policy(
        connection,
        &[
            ("orders", masks.mask("tenant", Mask::Text("somebody".into()))),
            ("customers", Rule::all().mask("name", sql_mask("left(\"name\", 1)", &["name"]))),
        ],
    );
    let cases = [
        ("masked_star", &masked, "select * from orders"),
        ("masked_filter", &masked, "select id from orders where code = '1' and tenant = 'a' and amount > 3 and customer in (1, 2)"),
        ("masked_join", &masked, "select o.id, c.name from orders o join customers c on c.name = o.code where c.id < 5"),
        ("masked_top", &masked, "select id from orders order by code desc, id limit 3"),
        ("masked_window", &masked, "select id, row_number() over (partition by tenant order by code) from orders"),
        ("masked_statistics", &masked, "select count(*), min(name), max(name) from customers"),
        ("masked_and_not_read", &masked, "select max(id) from customers where id > 3"),
        ("star", &secured, "select * from orders"),
        ("count", &secured, "select count(*) from orders"),
        ("count_of_everything", &mixed, "select count(*) from customers"),
        ("harmless_filter", &secured, "select id from orders where amount > 3 and customer in (1, 2) and code is not null"),
        ("filter_that_can_fail", &secured, "select id from orders where cast(code as bigint) = 1 and amount > 3"),
        ("filter_on_the_policys_column", &secured, "select id from orders where tenant = 'c'"),
        ("constant_filter", &secured, "select id from orders where 1 / 0 = 1"),
        ("function_filter", &secured, "select id from orders where upper(tenant) = 'A' and code like '1%'"),
        ("patterns", &like, "select id from orders where amount between 1 and 5"),
        ("join", &mixed, "select o.id, c.name from orders o join customers c on c.id = o.customer where o.amount > c.id and o.amount < 9"),
        ("top", &secured, "select id from orders order by amount desc, id limit 3"),
        ("top_by_expression", &secured, "select id from orders order by 1 / amount, id limit 3"),
        ("exists", &mixed, "select id from customers c where exists (select 1 from orders o where o.customer = c.id and 1 / o.amount > 0)"),
        (
            "cte_and_union",
            &secured,
            "with o as (select id, amount from orders) select id from o where amount = 2 union all select id from customers",
        ),
        ("window", &secured, "select id, sum(amount) over (partition by tenant order by id) from orders where id < 50"),
        (
            "recursive",
            &secured,
            "with recursive r(n) as (select min(id) from orders union all select o.id from r join orders o on o.id = r.n + 3 where o.id < 9) select n from r",
        ),
        ("limit", &secured, "select id from orders limit 4"),
    ];
    for (name, policy, sql) in cases {
        let plan = house.engine.explain(asked(sql, policy)).await.unwrap();
        insta::assert_snapshot!(name, format!("{sql}\n\n{plan}"));
    }
}

#[test]
fn every_function_of_the_engine_was_looked_at() {
    assert_eq!(engine::unjudged_functions(), Vec::<String>::new(), "decide whether these may be called, in functions.rs");
}
