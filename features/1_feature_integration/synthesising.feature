Feature: Synthesising results
  A synthesis combines the results of the subtasks into one result for the parent task. It also lists the subtasks that
  are still unfinished.

  Rule: A synthesis combines the results of the completed subtasks

    @VALID-7 @RESULT-1 @critical
    Scenario: A synthesis contains the summary of every subtask
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      And "Check" is completed with the summary "Checked by two people"
      When the results of "Release" are synthesised
      Then the synthesis contains "Built on three platforms" as the result of "Build"
      And the synthesis contains "Checked by two people" as the result of "Check"

    @VALID-7 @RESULT-1 @normal
    Scenario: A synthesis lists the results in the planned order
      Given the task tree "Release" is planned:
        | task  |
        | Check |
        | Ship  |
        | Build |
      And "Build" is completed with the summary "Built on three platforms"
      And "Check" is completed with the summary "Checked by two people"
      And "Ship" is completed with the summary "Shipped on Monday"
      When the results of "Release" are synthesised
      Then the results are in the order "Check, Ship, Build"

    @VALID-7 @RESULT-1 @normal
    Scenario: A synthesis refers to the artifact of a subtask
      Given the task tree "Release" is planned:
        | task  |
        | Build |
      And "Build" is completed with the summary "Built on three platforms"
      When the results of "Release" are synthesised
      Then the synthesis refers to the artifact of "Build"

    @VALID-7 @RESULT-1 @normal
    Scenario: A synthesis refers to every artifact of every subtask
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      And "Check" is in progress
      And its result is submitted with more work to follow
      And its result is submitted
      When the results of "Release" are synthesised
      Then the synthesis refers to the artifact of "Build"
      And the synthesis refers to the artifact of "Check"

    @VALID-7 @RESULT-1 @normal
    Scenario: A second synthesis contains a result submitted since the first
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      And the results of "Release" are synthesised
      When "Check" is completed with the summary "Checked by two people"
      And the results of "Release" are synthesised
      Then the synthesis contains "Checked by two people" as the result of "Check"

    @VALID-7 @RESULT-1 @normal
    Scenario: A synthesis leaves out the results of other task trees
      Given the task tree "Release" is planned:
        | task  |
        | Build |
      And the task tree "Holiday" is planned:
        | task            |
        | Book the flight |
      And "Build" is completed with the summary "Built on three platforms"
      And "Book the flight" is completed with the summary "Two seats by the window"
      When the results of "Release" are synthesised
      Then the synthesis does not mention "Two seats by the window"

    @VALID-7 @RESULT-1 @normal
    Scenario: A synthesis contains the last of two summaries of a subtask
      Given the task tree "Release" is planned:
        | task  |
        | Build |
      And "Build" is in progress
      And its result is submitted with more work to follow with the summary "Half of it works"
      And its result is submitted with the summary "Built on three platforms"
      When the results of "Release" are synthesised
      Then the synthesis contains "Built on three platforms" as the result of "Build"

    @VALID-7 @RESULT-1 @normal
    Scenario Outline: A synthesis contains the summary of a subtask that is <state>
      Given the task tree "Release" is planned:
        | task  |
        | Build |
      And "Build" is in progress
      And its result is submitted with more work to follow with the summary "Half of it works"
      And "Build" is <state>
      When the results of "Release" are synthesised
      Then the synthesis contains "Half of it works" as the result of "Build"

      Examples: states
        | state       |
        | in progress |
        | blocked     |
        | failed      |
        | cancelled   |

  Rule: A synthesis lists what is unfinished

    @VALID-7 @RESULT-1 @critical
    Scenario: A synthesis lists a pending subtask as unfinished
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      When the results of "Release" are synthesised
      Then the synthesis lists "Check" as unfinished

    @VALID-7 @RESULT-1 @normal
    Scenario Outline: A synthesis lists a subtask that is <state> as unfinished
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      And "Check" is <state>
      When the results of "Release" are synthesised
      Then the synthesis lists "Check" as unfinished

      Examples: open states
        | state       |
        | in progress |
        | blocked     |

    @VALID-7 @RESULT-1 @normal
    Scenario Outline: A synthesis lists a subtask submitted <manner> as unfinished
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      And "Check" is in progress
      And its result is submitted <manner>
      When the results of "Release" are synthesised
      Then the synthesis lists "Check" as unfinished

      Examples: unfinished work
        | manner                   |
        | with more work to follow |
        | as needing revision      |
        | as blocked               |

    @VALID-7 @RESULT-1 @normal
    Scenario Outline: A synthesis does not list a subtask that is <state> as unfinished
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      And "Check" is <state>
      When the results of "Release" are synthesised
      Then the synthesis lists nothing as unfinished

      Examples: final states
        | state     |
        | cancelled |
        | failed    |

    @VALID-7 @RESULT-1 @normal
    Scenario: The synthesis of a completed parent task still lists its unfinished subtask
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Build" is completed with the summary "Built on three platforms"
      And "Release" is completed
      When the results of "Release" are synthesised
      Then the synthesis lists "Check" as unfinished

    @VALID-7 @RESULT-1 @normal
    Scenario: A synthesis lists nothing as unfinished when all subtasks are completed
      Given the task tree "Release" is planned:
        | task  |
        | Build |
      And "Build" is completed with the summary "Built on three platforms"
      When the results of "Release" are synthesised
      Then the synthesis lists nothing as unfinished

  Rule: A synthesis requires a task with subtasks

    @RESULT-1 @critical
    Scenario: Synthesising the results of an unknown task is rejected
      When the results of an unknown task are synthesised
      Then the synthesis is rejected

    @RESULT-1 @normal
    Scenario: Synthesising the results of a task without subtasks is rejected
      Given the task "All alone" is planned
      When the results of "All alone" are synthesised
      Then the synthesis is rejected

  Rule: A parent task can be completed with its subtask finished or unfinished

    @VALID-8 @TASK-3 @critical
    Scenario: A parent task can be completed after its subtask is completed
      Given the task tree "Integration Testing Implementation" is planned:
        | task                |
        | Feature Integration |
      And "Feature Integration" is completed
      And "Integration Testing Implementation" is in progress
      When "Integration Testing Implementation"'s result is submitted
      Then "Integration Testing Implementation" is completed

    @VALID-8 @TASK-3 @normal
    Scenario: A parent task can be completed while its subtask is pending
      Given the task tree "Integration Testing Implementation" is planned:
        | task                |
        | Feature Integration |
      And "Integration Testing Implementation" is in progress
      When "Integration Testing Implementation"'s result is submitted
      Then "Integration Testing Implementation" is completed
      And "Feature Integration" is still pending
