"""`make access`: writes docs/who-may-what.md."""

from tests.access.table import FILE, Tried, written

if __name__ == "__main__":
    FILE.write_text(written(Tried()), encoding="utf-8")
    print(FILE.name)
