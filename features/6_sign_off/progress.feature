Feature: Progress tracking
  The run is itself work that goes through the orchestrator: planned, executed, followed, completed, synthesised. The
  progress document tells of it, the way the plan asks for.

  Background:
    Given the suite has been run
    When the progress document is written

  Rule: The document tells where the work stands, and who does it

    @TRACK-1 @normal
    Scenario: Status and date
      Then it tells the status and is dated today

    @TRACK-1 @normal
    Scenario: The agent is the one that the orchestrator assigned
      Then it tells the agent's id that the orchestrator assigned

  Rule: Whatever is ticked is ticked from evidence

    @TRACK-2 @normal
    Scenario: The nine items of the checklist
      Then its checklist has the nine items of the plan, each with its evidence

    @TRACK-2 @critical
    Scenario: The work went through the orchestrator
      Then what went through the orchestrator is ticked

    @TRACK-3 @normal
    Scenario: The implementation's progress
      Then its table tells the implementation in five rows

  Rule: Who did what and when is kept

    @TRACK-4 @normal
    Scenario: The log of activities
      Then its log tells when who did what, for the main task and every component

  Rule: What is in the way, and what comes next, is told

    @TRACK-5 @minor
    Scenario: Blockers and issues are told
      Then it has something to say under "Blockers & Issues"

    @TRACK-5 @minor
    Scenario: The next steps are told
      Then it has something to say under "Next Steps"
