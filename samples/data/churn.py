"""Makes churn.csv, 2,000 customers of a telephone company that does not exist, and churn_new.csv, some of next month.

    python3 churn.py

Nobody's data: every number is drawn from the seed. What makes customers leave is in `log_odds`: a few plain effects, and some that only
hold together (a high fee matters in the first year, calls to the support matter to the dissatisfied), with chance on top.
"""
import csv
import datetime
import os

import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
TODAY = datetime.date(2026, 6, 30)
CITIES = ["Oslo", "Bergen", "Trondheim", "Stavanger", "Drammen", "Fredrikstad", "Tromso", "Sandnes", "Skien", "Bodo"]
VILLAGES = ["Flam", "Reine", "Geiranger", "Lom", "Nusfjord", "Roros", "Undredal", "Balestrand"]
PLANS = ["Basic", "Plus", "Family", "Business"]
FEES = {"Basic": 19, "Plus": 32, "Family": 49, "Business": 65, "Student": 14}
HEADER = ["customer", "age", "city", "plan", "since", "fee", "payment", "gigabytes", "support_calls", "last_contact", "paperless", "satisfaction", "churned"]


def customer(random, number, plans, cities):
    """The values of one customer, and whether it leaves."""
    age = int(numpy.clip(random.normal(45, 16), 18, 92))
    city = random.choice(VILLAGES) if random.uniform() < 0.03 else random.choice(cities, p=weights(len(cities)))
    plan = random.choice(plans, p=weights(len(plans)))
    days = int(random.gamma(1.3, 700))
    since = TODAY - datetime.timedelta(days=days)
    fee = round(FEES[plan] * random.uniform(0.85, 1.3), 2)
    payment = random.choice(["card", "invoice", "direct debit"], p=[0.45, 0.2, 0.35])
    gigabytes = round(float(random.lognormal(2.0 + (0.8 if plan in ("Family", "Business") else 0) - 0.012 * (age - 45), 0.9)), 1)
    calls = int(random.poisson(0.7 + (0.8 if payment == "invoice" else 0)))
    contact = TODAY - datetime.timedelta(days=int(random.uniform(0, min(days, 365) + 1))) if calls > 0 else None
    paperless = random.uniform() < 0.65
    satisfaction = int(numpy.clip(round(random.normal(3.7 - 0.35 * calls, 0.9)), 1, 5))
    log_odds = (
        -1.0
        + (1.3 if days < 365 else 0) + (0.06 * (fee - 35) if days < 365 else 0.01 * (fee - 35))
        - 0.9 * (satisfaction - 3.3) + (0.7 * calls if satisfaction <= 2 else 0)
        + (0.6 if payment == "invoice" else 0) - (0.5 if paperless else 0)
        - (0.8 if plan == "Family" else 0) + (0.6 if age < 28 else 0)
        + 0.5 * numpy.sin(2 * numpy.pi * (since.month - 2) / 12)
    )
    leaves = random.uniform() < 1 / (1 + numpy.exp(-1.3 * log_odds))
    row = [
        f"C{number:05d}", gap(random, 0.04, age), city, plan, since.isoformat(), f"{fee:.2f}", payment, gap(random, 0.08, gigabytes), calls,
        contact.isoformat() if contact else "", gap(random, 0.05, "true" if paperless else "false"), gap(random, 0.35, satisfaction), "yes" if leaves else "no",
    ]
    return row


def gap(random, share, value):
    return "" if random.uniform() < share else value


def weights(count):
    """The first are the most frequent."""
    w = 1 / (1 + numpy.arange(count))
    return w / w.sum()


def write(name, header, rows):
    with open(os.path.join(HERE, name), "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def main():
    random = numpy.random.RandomState(7)
    write("churn.csv", HEADER, [customer(random, 1 + i, PLANS, CITIES) for i in range(2000)])
    # A plan and a city that were not there before; whether these customers leave is not known yet.
    write("churn_new.csv", HEADER[:-1], [customer(random, 2001 + i, ["Plus", "Student", "Basic"], CITIES[:3] + ["Alta"])[:-1] for i in range(20)])


if __name__ == "__main__":
    main()
