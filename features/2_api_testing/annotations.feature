Feature: Annotations
  Clients decide by its annotations whether they ask a person before they call a tool. So the annotations of a tool must be
  true: a read-only tool changes nothing, a second call of an idempotent tool changes nothing more, and a tool that
  deletes or overwrites is not annotated as harmless.

  Rule: The annotations of a tool are true

    @CLIENT-4 @API-2 @critical @fenced
    Scenario Outline: The annotations of <tool> agree with what it changes
      When <tool> is called with the same valid arguments twice
      Then the annotations of <tool> are true

      Examples: tools that can write
        | tool                                 |
        | orchestrator_cancel_task             |
        | orchestrator_cleanup_sessions        |
        | orchestrator_complete_task           |
        | orchestrator_delete_task             |
        | orchestrator_execute_task            |
        | orchestrator_initialize_session      |
        | orchestrator_maintenance_coordinator |
        | orchestrator_plan_task               |
        | orchestrator_resume_session          |
        | orchestrator_synthesize_results      |
        | orchestrator_update_task             |
        | template_create                      |
        | template_delete                      |
        | template_install_default_library     |
        | template_install_examples            |
        | template_instantiate                 |
        | template_uninstall                   |

  Rule: No tool is annotated as safer than it is

    @CLIENT-4 @API-4 @critical
    Scenario: No tool that plans, changes or deletes is annotated as read-only
      When the tools are listed
      Then no tool that writes is annotated as read-only

    @CLIENT-4 @API-4 @critical
    Scenario: No tool that deletes or overwrites is annotated as harmless
      When the tools are listed
      Then no tool that deletes or overwrites is annotated as harmless
