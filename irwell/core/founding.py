"""An app's first migration, run in one step for each table instead of one for each line of the file.

Django draws every model again after each line that touches a relation: half a minute of a new installation, and of
each test run. A founding migration makes its tables at once, as they stand at its end; a later migration is an ordinary
one. What a line after `CreateModel` adds (a field, an index, a constraint) is made with the table it belongs to.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ProjectState


class Founding(Migration):
    """Raises TypeError when a line does something else than make one of this app's tables."""

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        drawn = project_state.__dict__.pop("apps", None)  # else drawn again after each line
        before = project_state.clone()
        made: list[CreateModel] = []
        for line in self.operations:
            if isinstance(line, CreateModel):
                made.append(line)
            elif not self._adds_to(line, made):
                raise TypeError(f"{self}: a founding migration only makes tables, not {line}")
            line.state_forwards(self.app_label, project_state)
        if drawn is not None:  # the tables of other apps stay as they are
            names = [(self.app_label, table.name_lower) for table in made]
            drawn.render_multiple([project_state.models[name] for name in names])
            project_state.apps = drawn
        for table in made:
            table.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state

    @staticmethod
    def _adds_to(line: object, made: list[CreateModel]) -> bool:
        names = {table.name_lower for table in made}
        return (
            isinstance(line, AddField | AddConstraint | AddIndex) and line.model_name_lower in names
        )
