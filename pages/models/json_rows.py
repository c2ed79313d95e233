from django.db.models import Func, JSONField


class JSONRows(Func):
    """All rows of a query as one JSON list: so that a query for something else can bring them along."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **kwargs):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **kwargs)
