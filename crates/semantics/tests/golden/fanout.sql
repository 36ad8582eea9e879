# orders alone are summed as they are
SELECT "orders"."status" AS "orders.status", sum("orders"."amount") AS "orders.total", sum("orders"."amount") FILTER (WHERE "orders"."status" = 'paid') / nullif(sum("orders"."amount"), 0) AS "orders.paid_share"
    FROM "orders" AS "orders"
    GROUP BY 1

# a to-one join changes nothing, an inner one drops rows
SELECT "customers"."name" AS "customers.name", sum("orders"."amount") AS "orders.total"
    FROM "orders" AS "orders"
    INNER JOIN "customers" AS "customers" ON "orders"."customer_id" = "customers"."id"
    GROUP BY 1

# one-to-one is no fan-out
SELECT "invoice"."due" AS "invoice.due", sum("orders"."amount") AS "orders.total"
    FROM "orders" AS "orders"
    LEFT JOIN "invoice" AS "invoice" ON "orders"."id" = "invoice"."order_id"
    GROUP BY 1

# orders by what their lines are
SELECT "grain"."d0" AS "lines.product", sum("grain"."a0") AS "orders.total", count(*) AS "orders.count", avg("grain"."a1") AS "orders.average", sum("grain"."a0") FILTER (WHERE "grain"."f0") AS "orders.paid"
    FROM (SELECT "lines"."product" AS "d0", "orders"."id" AS "k0", "orders"."amount" AS "a0", coalesce("orders"."amount", 0) AS "a1", "orders"."status" = 'paid' AS "f0"
    FROM "orders" AS "orders"
    LEFT JOIN "lines" AS "lines" ON "orders"."id" = "lines"."order_id"
    GROUP BY 1, 2, 3, 4, 5) AS "grain"
    GROUP BY 1

# lines by what their order is
SELECT "orders"."status" AS "orders.status", sum("lines"."quantity") AS "lines.quantity_sum", count("lines"."order_id") AS "lines.count"
    FROM "orders" AS "orders"
    LEFT JOIN "lines" AS "lines" ON "orders"."id" = "lines"."order_id"
    GROUP BY 1

# orders without lines are no lines
SELECT "orders"."status" AS "orders.status", avg(coalesce("lines"."quantity", 1)) FILTER (WHERE "lines"."order_id" IS NOT NULL) AS "lines.quantity_or_one"
    FROM "orders" AS "orders"
    LEFT JOIN "lines" AS "lines" ON "orders"."id" = "lines"."order_id"
    GROUP BY 1

# both
SELECT "parts"."d0" AS "orders.status", max("parts"."m0") AS "orders.total", max("parts"."m1") AS "lines.quantity_sum"
    FROM (SELECT "orders"."status" AS "d0", sum("orders"."amount") AS "m0", NULL AS "m1"
    FROM "orders" AS "orders"
    GROUP BY 1
    UNION ALL SELECT "orders"."status" AS "d0", NULL AS "m0", sum("lines"."quantity") AS "m1"
    FROM "orders" AS "orders"
    LEFT JOIN "lines" AS "lines" ON "orders"."id" = "lines"."order_id"
    GROUP BY 1) AS "parts"
    GROUP BY 1

# a ratio over two grains
SELECT "parts"."d0" AS "customers.name", 1.0 * max("parts"."m0") / nullif(coalesce(max("parts"."m1"), 0), 0) AS "orders.per_line"
    FROM (SELECT "customers"."name" AS "d0", sum("orders"."amount") AS "m0", NULL AS "m1"
    FROM "orders" AS "orders"
    INNER JOIN "customers" AS "customers" ON "orders"."customer_id" = "customers"."id"
    GROUP BY 1
    UNION ALL SELECT "customers"."name" AS "d0", NULL AS "m0", count("lines"."order_id") AS "m1"
    FROM "orders" AS "orders"
    LEFT JOIN "lines" AS "lines" ON "orders"."id" = "lines"."order_id"
    INNER JOIN "customers" AS "customers" ON "orders"."customer_id" = "customers"."id"
    GROUP BY 1) AS "parts"
    GROUP BY 1

# two branches do not multiply each other
SELECT "parts"."d0" AS "orders.placed[month]", max("parts"."m0") AS "lines.quantity_sum", max("parts"."m1") AS "notes.words_sum"
    FROM (SELECT CAST(date_trunc('month', "orders"."placed") AS DATE) AS "d0", sum("lines"."quantity") AS "m0", NULL AS "m1"
    FROM "orders" AS "orders"
    LEFT JOIN "lines" AS "lines" ON "orders"."id" = "lines"."order_id"
    GROUP BY 1
    UNION ALL SELECT CAST(date_trunc('month', "orders"."placed") AS DATE) AS "d0", NULL AS "m0", sum("notes"."words") AS "m1"
    FROM "orders" AS "orders"
    LEFT JOIN "notes" AS "notes" ON "orders"."id" = "notes"."order_id"
    GROUP BY 1) AS "parts"
    GROUP BY 1

# many to many
SELECT "parts"."d0" AS "tags.tag", max("parts"."m0") AS "lines.quantity_sum", max("parts"."m1") AS "orders.total"
    FROM (SELECT "grain"."d0" AS "d0", sum("grain"."a0") AS "m0", NULL AS "m1"
    FROM (SELECT "tags"."tag" AS "d0", "lines"."order_id" AS "k0", "lines"."position" AS "k1", "lines"."quantity" AS "a0"
    FROM "orders" AS "orders"
    LEFT JOIN "lines" AS "lines" ON "orders"."id" = "lines"."order_id"
    LEFT JOIN "tags" AS "tags" ON "lines"."product" = "tags"."product"
    GROUP BY 1, 2, 3, 4) AS "grain"
    GROUP BY 1
    UNION ALL SELECT "grain"."d0" AS "d0", NULL AS "m0", sum("grain"."a0") AS "m1"
    FROM (SELECT "tags"."tag" AS "d0", "orders"."id" AS "k0", "orders"."amount" AS "a0"
    FROM "orders" AS "orders"
    LEFT JOIN "lines" AS "lines" ON "orders"."id" = "lines"."order_id"
    LEFT JOIN "tags" AS "tags" ON "lines"."product" = "tags"."product"
    GROUP BY 1, 2, 3) AS "grain"
    GROUP BY 1) AS "parts"
    GROUP BY 1

# a measure over a to-one view
SELECT "orders"."status" AS "orders.status", sum("orders"."amount" * "customers"."factor") AS "orders.by_customer"
    FROM "orders" AS "orders"
    INNER JOIN "customers" AS "customers" ON "orders"."customer_id" = "customers"."id"
    GROUP BY 1

# an inner join holds for every part
SELECT coalesce(max("parts"."m0"), 0) AS "orders.count", coalesce(max("parts"."m1"), 0) AS "customers.count"
    FROM (SELECT count(*) AS "m0", NULL AS "m1"
    FROM "orders" AS "orders"
    INNER JOIN "customers" AS "customers" ON "orders"."customer_id" = "customers"."id"
    UNION ALL SELECT NULL AS "m0", count(*) AS "m1"
    FROM (SELECT "customers"."id" AS "k0"
    FROM "orders" AS "orders"
    INNER JOIN "customers" AS "customers" ON "orders"."customer_id" = "customers"."id"
    GROUP BY 1) AS "grain") AS "parts"

