Feature: Server control, request by request
  What an operator can ask for, with each of its choices: what it does, what is left out where it is not wanted, and what is
  refused.

  Rule: Each part of the health can be left out, and the truth stays

    @CTRL-1 @API-2 @normal
    Scenario Outline: The health is told without <part>
      When the health is checked without <part>
      Then nothing is told of <part>
      And the orchestrator is told to be healthy

      Examples: parts
        | part           |
        | the store      |
        | the connection |
        | the readiness  |

  Rule: A restart takes its time and its reason only from what is allowed

    @CTRL-2 @API-2 @normal
    Scenario Outline: A restart <mistake> is refused
      When a restart <mistake> is asked for
      Then the restart is refused

      Examples: mistakes
        | mistake                       |
        | for a reason that is none     |
        | within less time than allowed |
        | within more time than allowed |

    @CTRL-2 @CTRL-3 @normal @own_server
    Scenario: A restart that gives no reason was asked for by hand
      Given the orchestrator is restarted
      When the history of restarts is asked for
      Then the history tells a restart because of "manual request"

    @CTRL-2 @normal @own_server
    Scenario Outline: A restart <manner> is another process, and forgets nothing
      Given the task "Outlive the restart" is in progress
      When the orchestrator is restarted <manner>
      Then it is another process
      And "Outlive the restart" is still in progress

      Examples: manners
        | manner             |
        | at once            |
        | within 10 seconds  |
        | within 300 seconds |

    @CTRL-3 @normal @own_server
    Scenario: The history is told only when it is asked for
      Given the orchestrator is restarted
      When the restart status is asked for
      Then no history is told

  Rule: Readiness looks at what it is asked to look at

    @CTRL-4 @normal
    Scenario: A task in progress is no hindrance where tasks are not looked at
      Given the task "In the middle of it" is in progress
      When a shutdown is prepared without looking at tasks
      Then the reply does not name "In the middle of it"

    @CTRL-4 @normal @own_server
    Scenario: Blocked work does not keep an orchestrator from shutting down
      Given the task "Waiting for news" is blocked
      When a shutdown is prepared
      Then the orchestrator is told to be ready

  Rule: Maintenance does only what there is to do

    @MAINT-1 @MAINT-2 @normal
    Scenario Outline: It is refused when <mistake>
      When <mistake>
      Then the maintenance is refused

      Examples: mistakes
        | mistake                                          |
        | maintenance of a kind that is none is asked for  |
        | maintenance in a place that is none is asked for |
        | maintenance as thorough as none is asked for     |

    @MAINT-2 @normal @own_server
    Scenario: The lowest level does not read what the work says
      Given the task "Altered" is in progress
      And its work so far is handed in
      And its artifact is altered behind the orchestrator's back
      When the structure is validated
      Then no damage of "Altered" is told

    @MAINT-2 @normal @own_server
    Scenario: One task alone is validated
      Given the task "Victim" is in progress
      And its work so far is handed in
      And its artifact is removed behind the orchestrator's back
      And the task "Bystander" is planned
      When "Bystander" alone is validated
      Then no damage of "Victim" is told

    @MAINT-2 @normal @own_server
    Scenario: The damage of one task is found where that task is validated
      Given the task "Victim" is in progress
      And its work so far is handed in
      And its artifact is removed behind the orchestrator's back
      When "Victim" alone is validated
      Then the damage of "Victim" is told

    @MAINT-3 @normal @own_server
    Scenario: The handover of one task names its open children
      Given the family "Handed over alone" is planned:
        | task      |
        | One child |
      When "Handed over alone" alone is handed over
      Then the document written names "One child"

    @MAINT-3 @normal @own_server
    Scenario: What is completed is not handed over as open
      Given the task "Done and dusted" is completed
      When a handover is prepared
      Then "Done and dusted" is not told to be open
