//! Time frames: as SQL over a column, and as spans of the calendar that a filter's text means.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan};
use sqlparser::ast::{BinaryOperator, Expr};
use vocab::{DataType, TimeGrain, Value};

use crate::ast::{self, Call};

/// What relative dates and weeks depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) now: DateTime,
    /// Days from Monday to the first day of the week.
    pub(crate) week_start: u8,
}

/// Time frames that go with a type, coarsest use first in pickers.
pub(crate) fn grains_of(data_type: DataType) -> Vec<TimeGrain> {
    let fits = |grain: &TimeGrain| match data_type {
        DataType::Timestamp => true,
        DataType::Date => !matches!(grain, TimeGrain::Minute | TimeGrain::Hour | TimeGrain::HourOfDay),
        _ => false,
    };
    TimeGrain::ALL.iter().copied().filter(fits).collect()
}

/// The type of a column after it was cut to a time frame.
pub(crate) const fn type_of(data_type: DataType, grain: Option<TimeGrain>) -> DataType {
    match grain {
        None | Some(TimeGrain::Raw) => data_type,
        Some(TimeGrain::Minute | TimeGrain::Hour) => DataType::Timestamp,
        Some(TimeGrain::Date | TimeGrain::Week | TimeGrain::Month | TimeGrain::Quarter | TimeGrain::Year) => DataType::Date,
        Some(grain) if is_part(grain) => DataType::Integer,
        Some(_) => data_type,
    }
}

/// Whether the time frame is a number out of the date, such as the month of the year.
pub(crate) const fn is_part(grain: TimeGrain) -> bool {
    matches!(grain, TimeGrain::HourOfDay | TimeGrain::DayOfWeek | TimeGrain::DayOfMonth | TimeGrain::MonthOfYear | TimeGrain::QuarterOfYear)
}

/// A column cut to a time frame.
pub(crate) fn cut(expr: Expr, data_type: DataType, grain: Option<TimeGrain>, week_start: u8) -> Expr {
    let trunc = |unit: &str, expr: Expr| Call::of("date_trunc", [ast::text(unit), expr]).expr();
    let part = |unit: &str, expr: Expr| Call::of("date_part", [ast::text(unit), expr]).expr();
    match grain {
        None | Some(TimeGrain::Raw) => expr,
        Some(TimeGrain::Minute) => trunc("minute", expr),
        Some(TimeGrain::Hour) => trunc("hour", expr),
        Some(TimeGrain::Date) if data_type == DataType::Date => expr,
        // Cutting by the cast alone would be shorter; a timestamp's cast to a date is defined by the engine to do just that.
        Some(TimeGrain::Date) => ast::to_date(expr),
        Some(TimeGrain::Week) if week_start == 0 => ast::to_date(trunc("week", expr)),
        Some(TimeGrain::Week) => {
            let shifted = ast::binary(ast::atom(expr), BinaryOperator::Minus, ast::days(week_start));
            ast::to_date(ast::binary(trunc("week", shifted), BinaryOperator::Plus, ast::days(week_start)))
        }
        Some(TimeGrain::Month) => ast::to_date(trunc("month", expr)),
        Some(TimeGrain::Quarter) => ast::to_date(trunc("quarter", expr)),
        Some(TimeGrain::Year) => ast::to_date(trunc("year", expr)),
        Some(TimeGrain::HourOfDay) => part("hour", expr),
        Some(TimeGrain::DayOfWeek) => part("isodow", expr),
        Some(TimeGrain::DayOfMonth) => part("day", expr),
        Some(TimeGrain::MonthOfYear) => part("month", expr),
        Some(TimeGrain::QuarterOfYear) => part("quarter", expr),
    }
}

/// A piece of the calendar: from `start`, up to and without `end`. A moment has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: DateTime,
    pub(crate) end: Option<DateTime>,
}

/// Timestamps are counted in nanoseconds from 1970 in 64 bits, which reaches from 1677 to 2262.
const YEARS: std::ops::RangeInclusive<i16> = 1678..=2261;

/// The piece that a text means on a field cut to `grain`: `2013`, `2013-Q2`, `2013-02`, `2013-02-01`, `2013-02-01T06`, `2013-02-01 06:30:00.5`.
pub(crate) fn piece(text: &str, grain: Option<TimeGrain>, week_start: u8) -> Option<Piece> {
    let (start, unit) = parse(text.trim())?;
    let piece = match (grain.filter(|grain| *grain != TimeGrain::Raw), unit) {
        (None, None) => Piece { start, end: None },
        (None, Some(unit)) => whole(start, unit, week_start)?,
        (Some(grain), None) => whole(start, grain, week_start)?,
        // The coarser of the two: `2013` on a field by month is the whole year, `2013-02-17` is all of February.
        (Some(grain), Some(unit)) => {
            let (by_grain, by_unit) = (whole(start, grain, week_start)?, whole(start, unit, week_start)?);
            if by_unit.end > by_grain.end { Piece { start: by_grain.start.min(by_unit.start), end: by_unit.end } } else { by_grain }
        }
    };
    let last = piece.end.unwrap_or(piece.start);
    (YEARS.contains(&piece.start.year()) && YEARS.contains(&last.year())).then_some(piece)
}

/// The whole minute, hour, day, … around a moment.
fn whole(moment: DateTime, unit: TimeGrain, week_start: u8) -> Option<Piece> {
    let start = floor(moment, unit, week_start)?;
    Some(Piece { start, end: Some(start.checked_add(length(unit, 1)?).ok()?) })
}

fn floor(moment: DateTime, unit: TimeGrain, week_start: u8) -> Option<DateTime> {
    let date = moment.date();
    let day = match unit {
        TimeGrain::Minute => return Some(date.at(moment.hour(), moment.minute(), 0, 0)),
        TimeGrain::Hour => return Some(date.at(moment.hour(), 0, 0, 0)),
        TimeGrain::Date => date,
        TimeGrain::Week => {
            let weekday = i64::from(date.weekday().to_monday_zero_offset());
            let back = (weekday - i64::from(week_start)).rem_euclid(7);
            date.checked_sub(back.days()).ok()?
        }
        TimeGrain::Month => date.first_of_month(),
        TimeGrain::Quarter => Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1).ok()?,
        TimeGrain::Year => date.first_of_year(),
        _ => return None,
    };
    Some(day.to_datetime(Time::midnight()))
}

fn length(unit: TimeGrain, count: i64) -> Option<Span> {
    Some(match unit {
        TimeGrain::Minute => count.minutes(),
        TimeGrain::Hour => count.hours(),
        TimeGrain::Date => count.days(),
        TimeGrain::Week => count.weeks(),
        TimeGrain::Month => count.months(),
        TimeGrain::Quarter => count.checked_mul(3)?.months(),
        TimeGrain::Year => count.years(),
        _ => return None,
    })
}

/// `30d`, `2w`, `12m`, `4q`, `1y`: so many units, the present one included.
pub(crate) fn last(text: &str, clock: Clock) -> Option<Piece> {
    let text = text.trim().to_ascii_lowercase();
    let (count, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "d" => TimeGrain::Date,
        "w" => TimeGrain::Week,
        "m" => TimeGrain::Month,
        "q" => TimeGrain::Quarter,
        "y" => TimeGrain::Year,
        _ => return None,
    };
    // Digits only: the number parser would also take `+5`.
    let count = Some(count).filter(|count| count.bytes().all(|b| b.is_ascii_digit()))?.parse::<i64>().ok()?;
    let count = Some(count).filter(|count| (1..=10_000).contains(count))?;
    let present = whole(clock.now, unit, clock.week_start)?;
    let start = present.start.checked_sub(length(unit, count - 1)?).ok()?;
    YEARS.contains(&start.year()).then_some(Piece { start, end: present.end })
}

/// A moment and, unless the text has it to the second, the unit that the text means all of.
fn parse(text: &str) -> Option<(DateTime, Option<TimeGrain>)> {
    let (day, time) = match text.find(['T', 't', ' ']) {
        None => (text, None),
        Some(at) => (text.get(..at)?, Some(text.get(at + 1..)?)),
    };
    let mut parts = day.split('-');
    let year = number(parts.next()?, 4)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let midnight = |year, month, day| {
        Some(Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?.to_datetime(Time::midnight()))
    };
    let (date, unit) = match (month, day) {
        (None, _) => (midnight(year, 1, 1)?, TimeGrain::Year),
        (Some(quarter), None) if quarter.starts_with(['Q', 'q']) => {
            let quarter = number(quarter.get(1..)?, 1).filter(|quarter| (1..=4).contains(quarter))?;
            (midnight(year, quarter * 3 - 2, 1)?, TimeGrain::Quarter)
        }
        (Some(month), None) => (midnight(year, number(month, 2)?, 1)?, TimeGrain::Month),
        (Some(month), Some(day)) => (midnight(year, number(month, 2)?, number(day, 2)?)?, TimeGrain::Date),
    };
    match time {
        None => Some((date, Some(unit))),
        Some(time) if unit == TimeGrain::Date => parse_time(date, time),
        Some(_) => None,
    }
}

fn parse_time(date: DateTime, text: &str) -> Option<(DateTime, Option<TimeGrain>)> {
    let text = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let mut parts = text.split(':');
    let hour = number(parts.next()?, 2)?;
    let (minute, second) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (seconds, nanoseconds) = match second {
        None => (0, 0),
        Some(second) => {
            let (whole, fraction) = second.split_once('.').unwrap_or((second, ""));
            if fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) || second.ends_with('.') {
                return None;
            }
            (number(whole, 2)?, format!("{fraction:0<9}").parse::<i32>().ok()?)
        }
    };
    let minutes = minute.map_or(Some(0), |minute| number(minute, 2))?;
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minutes).ok()?, i8::try_from(seconds).ok()?, nanoseconds).ok()?;
    let unit = match (minute, second) {
        (None, _) => Some(TimeGrain::Hour),
        (Some(_), None) => Some(TimeGrain::Minute),
        (Some(_), Some(_)) => None,
    };
    Some((date.date().to_datetime(time), unit))
}

fn number(text: &str, digits: usize) -> Option<i32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// A moment as a literal of the column's type. On a date column only midnights can come out, as only whole days go in.
pub(crate) fn moment(moment: DateTime, data_type: DataType) -> Expr {
    match data_type {
        DataType::Date => ast::literal(&Value::Date(moment.date())),
        _ => ast::literal(&Value::Timestamp(moment)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, grain: Option<TimeGrain>, expected: &str) {
        let found = piece(text, grain, 0).map_or_else(
            || "nothing".to_owned(),
            |piece| format!("{} to {}", piece.start, piece.end.map_or_else(|| "itself".to_owned(), |end| end.to_string())),
        );
        assert_eq!(found, expected, "{text:?} by {grain:?}");
    }

    #[test]
    fn texts_mean_pieces_of_the_calendar() {
        check("2013", None, "2013-01-01T00:00:00 to 2014-01-01T00:00:00");
        check("2013-q4", None, "2013-10-01T00:00:00 to 2014-01-01T00:00:00");
        check("2013-02", None, "2013-02-01T00:00:00 to 2013-03-01T00:00:00");
        check("2013-02-28", None, "2013-02-28T00:00:00 to 2013-03-01T00:00:00");
        check("2013-02-28T06", None, "2013-02-28T06:00:00 to 2013-02-28T07:00:00");
        check("2013-02-28 06:30", None, "2013-02-28T06:30:00 to 2013-02-28T06:31:00");
        check("2013-02-28T06:30:00", None, "2013-02-28T06:30:00 to itself");
        check("2013-02-28T06:30:00.25Z", None, "2013-02-28T06:30:00.25 to itself");
        check("2013-02-17", Some(TimeGrain::Month), "2013-02-01T00:00:00 to 2013-03-01T00:00:00");
        check("2013", Some(TimeGrain::Month), "2013-01-01T00:00:00 to 2014-01-01T00:00:00");
        check("2013-02-17", Some(TimeGrain::Week), "2013-02-11T00:00:00 to 2013-02-18T00:00:00");
        for wrong in [
            "",
            "20130217",
            "2013-2",
            "2013-13",
            "2013-02-30",
            "2013-02-28T25",
            "2013-02-28T06:30:00.",
            "1066",
            "9999",
            "2013-Q5",
            "a-b",
            "2013-02-28T",
        ] {
            check(wrong, None, "nothing");
        }
    }

    #[test]
    fn weeks_start_where_the_model_says() {
        let sunday = piece("2013-02-17", Some(TimeGrain::Week), 6);
        assert_eq!(sunday.map(|piece| piece.start.to_string()).as_deref(), Some("2013-02-17T00:00:00"));
    }

    #[test]
    fn the_last_units_include_the_present_one() {
        let clock = Clock { now: jiff::civil::date(2013, 3, 15).at(10, 0, 0, 0), week_start: 0 };
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = last(text, clock)
                .map(|piece| (piece.start.date().to_string(), piece.end.map(|end| end.date().to_string()).unwrap_or_default()));
            assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())), "{text:?}");
        };
        check("1d", Some(("2013-03-15", "2013-03-16")));
        check("30d", Some(("2013-02-14", "2013-03-16")));
        check("2w", Some(("2013-03-04", "2013-03-18")));
        check("3m", Some(("2013-01-01", "2013-04-01")));
        check("2q", Some(("2012-10-01", "2013-04-01")));
        check("1Y", Some(("2013-01-01", "2014-01-01")));
        for wrong in ["", "d", "0d", "-1d", "+1d", "1.5d", "5", "5x", "99999999999999999999d", "9999y"] {
            check(wrong, None);
        }
    }
}
