"""Templates: remove (Contract TMPL-4)."""

from typing import Final

from reference_orchestrator.domain.refusals import Refusal, shown
from reference_orchestrator.template_folder import OWN, Category, check_id
from reference_orchestrator.toolbox import Call, Effect, Reply, Tool, choice, flag, record
from reference_orchestrator.tools.templates import FOUND, ID, categories_of, folder_of


def remove(call: Call) -> Reply:
    """Remove a template of the user's or a shared one (Contract TMPL-4).

    Raises:
        Refusal: there is none, or only a built-in one.
    """
    template_id, folder = call.arguments.text("template_id"), folder_of(call)
    check_id(template_id)
    categories = [one for one in categories_of(call) if one in OWN]
    category = next((one for one in categories if folder.exists(template_id, one)), None)
    if category is None and folder.exists(template_id, Category.BUILTIN):
        raise Refusal(f"The template {template_id} is a built-in one, which stays: only user and shared ones can go.")
    if category is None:
        raise Refusal(
            f"template_id is {shown(template_id)}, and none is there ({', '.join(categories)}): template_list lists "
            "those that are there."
        )
    folder.remove(template_id, category)
    return {"template_id": template_id, "category": category, "deleted": True}


_OWN: Final = choice(["user", "shared"], "Only this category; if left out, user first.")
_REMOVED: Final = record({**FOUND, "deleted": flag("Always true: it is gone.")})

TOOLS: Final = (
    Tool(
        name="template_delete",
        title="Delete a template",
        description="Delete a user or shared template by its id.",
        parameters={"template_id": ID, "category": _OWN},
        required=("template_id",),
        effect=Effect.REPLACES,
        output=_REMOVED,
        run=remove,
    ),
    Tool(
        name="template_uninstall",
        title="Uninstall a template",
        description="Delete a template by its id within one category.",
        parameters={
            "template_id": ID,
            "category": choice(OWN, "Where it is removed from.", default=Category.USER),
        },
        required=("template_id",),
        effect=Effect.REPLACES,
        output=_REMOVED,
        run=remove,
    ),
)
