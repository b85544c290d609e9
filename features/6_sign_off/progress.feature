Feature: Progress tracking
  The run is itself work that is planned, started, followed, completed and synthesised through the orchestrator.
  The progress document reports on this work in the form that the plan requires.

  Background:
    Given the other features have run
    When the progress document is written

  Rule: The progress document shows the status, the date and the agent

    @TRACK-1 @normal
    Scenario: The progress document shows the status and the current date
      Then it shows the status and today's date

    @TRACK-1 @normal
    Scenario: The progress document shows the agent id that the orchestrator assigned
      Then it shows the agent ID that the orchestrator assigned

  Rule: The checklist and the progress table rest on evidence

    @TRACK-2 @normal
    Scenario: The checklist has its nine items, each with evidence
      Then it shows the nine checklist items, each with its evidence

    @TRACK-2 @critical
    Scenario: The checklist items done through the orchestrator are ticked
      Then it shows the work through the orchestrator as done

    @TRACK-3 @normal
    Scenario: The progress table shows the implementation in five rows
      Then it shows the implementation progress in five rows

    @TRACK-3 @critical
    Scenario: The tool testing matrix shows every component as done, covered and valid
      Then it shows the tool testing matrix with all five components as valid

  Rule: The orchestrator is operated while the component tasks are in progress

    @<requirement> @critical
    Scenario Outline: During the run, <what>
      Then it shows <part>

      Examples: operations
        | what                                      | part                                          | requirement |
        | health is reported as good                | the health check during the work as done      | VALID-1     |
        | a restart loses no task in progress       | the restart during the work as survived       | VALID-2     |
        | the session is available for reconnection | the reconnection test during the work as done | VALID-3     |
        | searches list every task in progress      | the progress searches as done                 | VALID-4     |
        | the status counts every task in progress  | the status during the work as done            | VALID-5     |
        | every milestone update is seen afterwards | every milestone update as seen                | VALID-6     |
        | maintenance loses no task and no result   | the maintenance as done without loss          | VALID-9     |

  Rule: The activity log shows who did what and when

    @TRACK-4 @normal
    Scenario: The activity log covers the main task and every component
      Then it shows who did what and when for the main task and every component

    @TRACK-4 @critical
    Scenario: The activity log shows every call of the plan as done
      Then it shows every call of the plan as done

  Rule: The progress document reports blockers and next steps

    @TRACK-5 @minor
    Scenario: The progress document reports on blockers and issues
      Then it has an entry under "Blockers & Issues"

    @TRACK-5 @minor
    Scenario: The progress document lists the next steps
      Then it has an entry under "Next Steps"
