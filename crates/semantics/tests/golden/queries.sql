# one number
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    LIMIT 10000

# by a dimension of the base view
SELECT "flights"."carrier" AS "flights.carrier", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    GROUP BY 1
    ORDER BY 2 DESC NULLS LAST
    LIMIT 10000

# only the joins that are needed
SELECT "airlines"."name" AS "airlines.name", avg("flights"."arr_delay") AS "flights.average_arrival_delay"
    FROM "flights" AS "flights"
    LEFT JOIN "airlines" AS "airlines" ON "flights"."carrier" = "airlines"."carrier"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 5

# one table under two names
SELECT "origin"."name" AS "origin.name", "destination"."name" AS "destination.name", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    LEFT JOIN "airports" AS "origin" ON "flights"."origin" = "origin"."faa"
    LEFT JOIN "airports" AS "destination" ON "flights"."dest" = "destination"."faa"
    GROUP BY 1, 2
    ORDER BY 3 DESC NULLS LAST
    LIMIT 10

# derived and filtered measures
SELECT "flights"."carrier" AS "flights.carrier", 1.0 * count(*) FILTER (WHERE NOT ("flights"."arr_delay" >= 15)) / nullif(count("flights"."arr_delay"), 0) AS "flights.on_time_rate", 1.0 * count(*) FILTER (WHERE ("flights"."dep_time" IS NULL)) / nullif(count(*), 0) AS "flights.cancelled_share"
    FROM "flights" AS "flights"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# every aggregate
SELECT count(*) AS "flights.count", count("flights"."arr_delay") AS "flights.arrivals", count(DISTINCT ("flights"."origin" || ' – ' || "flights"."dest")) AS "flights.routes", sum("flights"."distance") AS "flights.total_distance", avg("flights"."distance") AS "flights.average_distance", median("flights"."arr_delay") AS "flights.median_arrival_delay", percentile_cont(0.9) WITHIN GROUP (ORDER BY "flights"."arr_delay") AS "flights.p90_arrival_delay", max("flights"."arr_delay") AS "flights.max_arrival_delay"
    FROM "flights" AS "flights"
    LIMIT 10000

# dimensions only are distinct
SELECT "flights"."origin" AS "flights.origin"
    FROM "flights" AS "flights"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# time frames that cut
SELECT CAST(date_trunc('month', to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York')) AS DATE) AS "flights.time_hour[month]", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# time frames that count
SELECT date_part('isodow', to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York')) AS "flights.time_hour[day_of_week]", date_part('hour', to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York')) AS "flights.time_hour[hour_of_day]", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    GROUP BY 1, 2
    ORDER BY 3 DESC NULLS LAST
    LIMIT 3

# weeks
SELECT CAST(date_trunc('week', to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York')) AS DATE) AS "flights.time_hour[week]", CAST(date_trunc('quarter', to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York')) AS DATE) AS "flights.time_hour[quarter]", CAST(to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') AS DATE) AS "flights.time_hour[date]", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    GROUP BY 1, 2, 3
    ORDER BY 3 ASC NULLS LAST
    LIMIT 8

# bins sort by what they stand for
SELECT CASE WHEN "flights"."distance" < 250 THEN '< 250' WHEN "flights"."distance" < 500 THEN '250 – 500' WHEN "flights"."distance" < 1000 THEN '500 – 1000' WHEN "flights"."distance" < 1500 THEN '1000 – 1500' WHEN "flights"."distance" < 2500 THEN '1500 – 2500' WHEN "flights"."distance" >= 2500 THEN '≥ 2500' END AS "flights.distance_band", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    GROUP BY 1
    ORDER BY CASE WHEN "flights.distance_band" = '< 250' THEN 0 WHEN "flights.distance_band" = '250 – 500' THEN 1 WHEN "flights.distance_band" = '500 – 1000' THEN 2 WHEN "flights.distance_band" = '1000 – 1500' THEN 3 WHEN "flights.distance_band" = '1500 – 2500' THEN 4 WHEN "flights.distance_band" = '≥ 2500' THEN 5 END ASC NULLS LAST
    LIMIT 10000

# one of some values
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    WHERE "flights"."carrier" IN ('UA', 'AA') AND ("flights"."dep_time" IS NULL)
    LIMIT 10000

# none of some values keeps what has none
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    LEFT JOIN "planes" AS "planes" ON "flights"."tailnum" = "planes"."tailnum"
    WHERE "planes"."manufacturer" IS NULL OR "planes"."manufacturer" NOT IN ('BOEING', 'AIRBUS')
    LIMIT 10000

# comparisons
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    WHERE ("flights"."distance" >= 500 AND "flights"."distance" <= 1000) AND "flights"."dep_delay" > 60 AND "flights"."hour" <= 12
    LIMIT 10000

# text
SELECT "destination"."name" AS "destination.name", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    LEFT JOIN "airports" AS "destination" ON "flights"."dest" = "destination"."faa"
    WHERE ("destination"."name" ILIKE '%intl%' OR "destination"."name" ILIKE '%100\%%') AND "destination"."name" ILIKE 's%' AND "flights"."tailnum" LIKE 'N%AA'
    GROUP BY 1
    ORDER BY 2 DESC NULLS LAST
    LIMIT 10000

# blank and not blank
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    WHERE ("flights"."tailnum" IS NULL OR "flights"."tailnum" = '') AND "flights"."carrier" <> '' AND "flights"."arr_delay" IS NULL
    LIMIT 10000

# a whole month
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    WHERE to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') >= TIMESTAMP '2013-02-01T00:00:00' AND to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') < TIMESTAMP '2013-03-01T00:00:00'
    LIMIT 10000

# a month by month
SELECT CAST(date_trunc('month', to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York')) AS DATE) AS "flights.time_hour[month]", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    WHERE to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') >= TIMESTAMP '2013-11-01T00:00:00'
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# not on some days
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    WHERE to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') IS NULL OR NOT ((to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') >= TIMESTAMP '2013-02-08T00:00:00' AND to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') < TIMESTAMP '2013-02-09T00:00:00') OR (to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') >= TIMESTAMP '2013-02-09T00:00:00' AND to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') < TIMESTAMP '2013-02-10T00:00:00'))
    LIMIT 10000

# the last weeks
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    WHERE to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') >= TIMESTAMP '2013-12-23T00:00:00' AND to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York') < TIMESTAMP '2014-01-06T00:00:00'
    LIMIT 10000

# a part of the date
SELECT count(*) AS "flights.count"
    FROM "flights" AS "flights"
    WHERE date_part('isodow', to_local_time("flights"."time_hour" AT TIME ZONE 'America/New_York')) IN (6, 7)
    LIMIT 10000

# a filter on a measure
SELECT "flights"."dest" AS "flights.dest", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    GROUP BY 1
    HAVING count(*) < 10 AND avg("flights"."arr_delay") IS NOT NULL
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# measures before dimensions
SELECT "result"."flights.count" AS "flights.count", "result"."flights.origin" AS "flights.origin"
    FROM (SELECT "flights"."origin" AS "flights.origin", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    GROUP BY 1) AS "result"
    ORDER BY 1 DESC NULLS LAST
    LIMIT 10000

# each plane counts once
SELECT "grain"."d0" AS "flights.carrier", count("grain"."k0") AS "planes.count", avg("grain"."a0") AS "planes.average_seats"
    FROM (SELECT "flights"."carrier" AS "d0", "planes"."tailnum" AS "k0", "planes"."seats" AS "a0"
    FROM "flights" AS "flights"
    LEFT JOIN "planes" AS "planes" ON "flights"."tailnum" = "planes"."tailnum"
    GROUP BY 1, 2, 3) AS "grain"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# each plane counts once in all
SELECT count("grain"."k0") AS "planes.count", avg("grain"."a0") AS "planes.average_year"
    FROM (SELECT "planes"."tailnum" AS "k0", "planes"."year" AS "a0"
    FROM "flights" AS "flights"
    LEFT JOIN "planes" AS "planes" ON "flights"."tailnum" = "planes"."tailnum"
    GROUP BY 1, 2) AS "grain"
    LIMIT 10000

# measures on three grains
SELECT "parts"."d0" AS "flights.origin", coalesce(max("parts"."m0"), 0) AS "flights.count", coalesce(max("parts"."m1"), 0) AS "planes.count", max("parts"."m2") AS "weather.average_temperature", max("parts"."m3") AS "weather.total_precipitation"
    FROM (SELECT "flights"."origin" AS "d0", count(*) AS "m0", NULL AS "m1", NULL AS "m2", NULL AS "m3"
    FROM "flights" AS "flights"
    GROUP BY 1
    UNION ALL SELECT "grain"."d0" AS "d0", NULL AS "m0", count("grain"."k0") AS "m1", NULL AS "m2", NULL AS "m3"
    FROM (SELECT "flights"."origin" AS "d0", "planes"."tailnum" AS "k0"
    FROM "flights" AS "flights"
    LEFT JOIN "planes" AS "planes" ON "flights"."tailnum" = "planes"."tailnum"
    GROUP BY 1, 2) AS "grain"
    GROUP BY 1
    UNION ALL SELECT "grain"."d0" AS "d0", NULL AS "m0", NULL AS "m1", avg("grain"."a0") AS "m2", sum("grain"."a1") AS "m3"
    FROM (SELECT "flights"."origin" AS "d0", "weather"."origin" AS "k0", "weather"."time_hour" AS "k1", "weather"."temp" AS "a0", "weather"."precip" AS "a1"
    FROM "flights" AS "flights"
    LEFT JOIN "weather" AS "weather" ON "flights"."origin" = "weather"."origin" AND "flights"."time_hour" = "weather"."time_hour"
    GROUP BY 1, 2, 3, 4, 5) AS "grain"
    GROUP BY 1) AS "parts"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# measures on two grains without groups
SELECT coalesce(max("parts"."m0"), 0) AS "flights.count", coalesce(max("parts"."m1"), 0) AS "planes.count", coalesce(max("parts"."m2"), 0) AS "airlines.count"
    FROM (SELECT count(*) AS "m0", NULL AS "m1", NULL AS "m2"
    FROM "flights" AS "flights"
    LEFT JOIN "airports" AS "origin" ON "flights"."origin" = "origin"."faa"
    WHERE "origin"."faa" = 'JFK'
    UNION ALL SELECT NULL AS "m0", count("grain"."k0") AS "m1", NULL AS "m2"
    FROM (SELECT "planes"."tailnum" AS "k0"
    FROM "flights" AS "flights"
    LEFT JOIN "airports" AS "origin" ON "flights"."origin" = "origin"."faa"
    LEFT JOIN "planes" AS "planes" ON "flights"."tailnum" = "planes"."tailnum"
    WHERE "origin"."faa" = 'JFK'
    GROUP BY 1) AS "grain"
    UNION ALL SELECT NULL AS "m0", NULL AS "m1", count("grain"."k0") AS "m2"
    FROM (SELECT "airlines"."carrier" AS "k0"
    FROM "flights" AS "flights"
    LEFT JOIN "airlines" AS "airlines" ON "flights"."carrier" = "airlines"."carrier"
    LEFT JOIN "airports" AS "origin" ON "flights"."origin" = "origin"."faa"
    WHERE "origin"."faa" = 'JFK'
    GROUP BY 1) AS "grain") AS "parts"
    LIMIT 10000

# measures on two grains, filtered by one
SELECT "parts"."d0" AS "airlines.name", coalesce(max("parts"."m0"), 0) AS "flights.count", coalesce(max("parts"."m1"), 0) AS "planes.count"
    FROM (SELECT "airlines"."name" AS "d0", count(*) AS "m0", NULL AS "m1"
    FROM "flights" AS "flights"
    LEFT JOIN "airlines" AS "airlines" ON "flights"."carrier" = "airlines"."carrier"
    GROUP BY 1
    UNION ALL SELECT "grain"."d0" AS "d0", NULL AS "m0", count("grain"."k0") AS "m1"
    FROM (SELECT "airlines"."name" AS "d0", "planes"."tailnum" AS "k0"
    FROM "flights" AS "flights"
    LEFT JOIN "airlines" AS "airlines" ON "flights"."carrier" = "airlines"."carrier"
    LEFT JOIN "planes" AS "planes" ON "flights"."tailnum" = "planes"."tailnum"
    GROUP BY 1, 2) AS "grain"
    GROUP BY 1) AS "parts"
    GROUP BY 1
    HAVING coalesce(max("parts"."m1"), 0) > 100
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# fleet with flights, nothing counted twice
SELECT "parts"."d0" AS "planes.manufacturer", coalesce(max("parts"."m0"), 0) AS "planes.count", coalesce(max("parts"."m1"), 0) AS "flights.count"
    FROM (SELECT "planes"."manufacturer" AS "d0", count(*) AS "m0", NULL AS "m1"
    FROM "planes" AS "planes"
    GROUP BY 1
    UNION ALL SELECT "planes"."manufacturer" AS "d0", NULL AS "m0", count("flights"."carrier") AS "m1"
    FROM "planes" AS "planes"
    LEFT JOIN "flights" AS "flights" ON "flights"."tailnum" = "planes"."tailnum"
    GROUP BY 1) AS "parts"
    GROUP BY 1
    ORDER BY 2 DESC NULLS LAST
    LIMIT 5

# fleet by carrier
SELECT "grain"."d0" AS "flights.carrier", count(*) AS "planes.count", avg("grain"."a0") AS "planes.average_seats"
    FROM (SELECT "flights"."carrier" AS "d0", "planes"."tailnum" AS "k0", "planes"."seats" AS "a0"
    FROM "planes" AS "planes"
    LEFT JOIN "flights" AS "flights" ON "flights"."tailnum" = "planes"."tailnum"
    GROUP BY 1, 2, 3) AS "grain"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# flights of the fleet only
SELECT "planes"."engines" AS "planes.engines", count("flights"."carrier") AS "flights.count", 1.0 * count("flights"."carrier") FILTER (WHERE NOT ("flights"."arr_delay" >= 15)) / nullif(count("flights"."arr_delay"), 0) AS "flights.on_time_rate"
    FROM "planes" AS "planes"
    LEFT JOIN "flights" AS "flights" ON "flights"."tailnum" = "planes"."tailnum"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 10000

# weather with its flights
SELECT "parts"."d0" AS "weather.visibility_band", coalesce(max("parts"."m0"), 0) AS "weather.count", coalesce(max("parts"."m1"), 0) AS "flights.count", 1.0 * coalesce(max("parts"."m2"), 0) / nullif(coalesce(max("parts"."m1"), 0), 0) AS "flights.cancelled_share"
    FROM (SELECT CASE WHEN "weather"."visib" < 1 THEN '< 1' WHEN "weather"."visib" < 3 THEN '1 – 3' WHEN "weather"."visib" < 5 THEN '3 – 5' WHEN "weather"."visib" < 10 THEN '5 – 10' WHEN "weather"."visib" >= 10 THEN '≥ 10' END AS "d0", count(*) AS "m0", NULL AS "m1", NULL AS "m2"
    FROM "weather" AS "weather"
    GROUP BY 1
    UNION ALL SELECT CASE WHEN "weather"."visib" < 1 THEN '< 1' WHEN "weather"."visib" < 3 THEN '1 – 3' WHEN "weather"."visib" < 5 THEN '3 – 5' WHEN "weather"."visib" < 10 THEN '5 – 10' WHEN "weather"."visib" >= 10 THEN '≥ 10' END AS "d0", NULL AS "m0", count("flights"."carrier") AS "m1", count("flights"."carrier") FILTER (WHERE ("flights"."dep_time" IS NULL)) AS "m2"
    FROM "weather" AS "weather"
    LEFT JOIN "flights" AS "flights" ON "flights"."origin" = "weather"."origin" AND "flights"."time_hour" = "weather"."time_hour"
    GROUP BY 1) AS "parts"
    GROUP BY 1
    ORDER BY CASE WHEN "weather.visibility_band" = '< 1' THEN 0 WHEN "weather.visibility_band" = '1 – 3' THEN 1 WHEN "weather.visibility_band" = '3 – 5' THEN 2 WHEN "weather.visibility_band" = '5 – 10' THEN 3 WHEN "weather.visibility_band" = '≥ 10' THEN 4 END ASC NULLS LAST
    LIMIT 10000

# all views
SELECT "airlines"."name" AS "airlines.name", count(*) AS "flights.count"
    FROM "flights" AS "flights"
    LEFT JOIN "airlines" AS "airlines" ON "flights"."carrier" = "airlines"."carrier"
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST
    LIMIT 3

# all views, one of them
SELECT "airports"."tzone" AS "airports.time_zone", count(*) AS "airports.count"
    FROM "airports" AS "airports"
    GROUP BY 1
    ORDER BY 2 DESC NULLS LAST, 1 ASC NULLS LAST

