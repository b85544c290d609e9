Feature: Dependencies
  A task can depend on others. It cannot be started before all of them are completed, and the rejection of an early start
  names the unfinished ones.

  Rule: A task can depend on other tasks

    @PLAN-4 @critical
    Scenario: A task keeps its planned dependencies
      When the task tree "Release" is planned:
        | task  | depends on  |
        | Build |             |
        | Check |             |
        | Ship  | Build,Check |
      Then "Ship" depends only on "Build, Check"

    @PLAN-4 @TASK-2 @critical
    Scenario: A task with a pending dependency cannot be started
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      When "Ship" is started
      Then the start is rejected
      And "Ship" is still pending

    @PLAN-4 @TASK-2 @normal
    Scenario: The rejection of a start names the unfinished dependency
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      When "Ship" is started
      Then the start is rejected
      And the rejection mentions "Build"

    @PLAN-4 @TASK-2 @critical
    Scenario: A task can be started once all its dependencies are completed
      Given the task tree "Release" is planned:
        | task  | depends on  |
        | Build |             |
        | Check |             |
        | Ship  | Build,Check |
      And "Build" is completed
      And "Check" is completed
      When "Ship" is started
      Then it is in progress

    @PLAN-4 @TASK-2 @normal
    Scenario: A task with one of two dependencies unfinished cannot be started
      Given the task tree "Release" is planned:
        | task  | depends on  |
        | Build |             |
        | Check |             |
        | Ship  | Build,Check |
      And "Build" is completed
      When "Ship" is started
      Then the start is rejected
      And "Ship" is still pending

    @PLAN-4 @TASK-2 @critical
    Scenario Outline: With only <last> of three dependencies unfinished, a task cannot be started
      Given the task tree "Release" is planned:
        | task  | depends on        |
        | Build |                   |
        | Check |                   |
        | Proof |                   |
        | Ship  | Build,Check,Proof |
      And "<first>" is completed
      And "<second>" is completed
      When "Ship" is started
      Then the start is rejected
      And the rejection mentions "<last>"

      Examples: dependencies
        | first | second | last  |
        | Check | Proof  | Build |
        | Build | Proof  | Check |
        | Build | Check  | Proof |

    @PLAN-4 @TASK-2 @normal
    Scenario Outline: A <state> task's rejected start names the last of seven dependencies
      Given the task tree "Release" is planned:
        | task    | depends on                                    |
        | First   |                                               |
        | Second  |                                               |
        | Third   |                                               |
        | Fourth  |                                               |
        | Fifth   |                                               |
        | Sixth   |                                               |
        | Seventh |                                               |
        | Ship    | First,Second,Third,Fourth,Fifth,Sixth,Seventh |
      And "Ship" is <state>
      When "Ship" is started
      Then the start is rejected
      And the rejection mentions "First"
      And the rejection mentions "Seventh"

      Examples: states
        | state   |
        | pending |
        | blocked |

    @PLAN-4 @TASK-2 @critical
    Scenario Outline: A blocked task whose <place> of two dependencies is unfinished cannot start
      Given the task tree "Release" is planned:
        | task  | depends on  |
        | Build |             |
        | Check |             |
        | Ship  | Build,Check |
      And "<done>" is completed
      And "Ship" is blocked
      When "Ship" is started
      Then the start is rejected
      And the rejection mentions "<open>"

      Examples: dependencies
        | place  | done  | open  |
        | first  | Check | Build |
        | second | Build | Check |

    @PLAN-4 @TASK-2 @critical
    Scenario Outline: A task whose dependency was submitted <manner> cannot be started
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      And "Build" is in progress
      And its result is submitted <manner>
      When "Ship" is started
      Then the start is rejected
      And the rejection mentions "Build"

      Examples: unfinished work
        | manner                   |
        | with more work to follow |
        | as needing revision      |
        | as blocked               |

    @PLAN-4 @TASK-2 @critical
    Scenario: A task planned to depend on a completed task can be started
      Given the task "Build" is completed
      And the task "Ship" is planned with:
        | field      | value |
        | depends on | Build |
      When "Ship" is started
      Then "Ship" is in progress

    @PLAN-4 @TASK-1 @normal
    Scenario: A task shows a completed dependency beside a pending one
      Given the task "Build" is completed
      And the task "Check" is planned
      When the task "Ship" is planned with:
        | field      | value       |
        | depends on | Build,Check |
      Then "Ship" depends only on "Build, Check"

    @PLAN-4 @TASK-1 @normal
    Scenario: A task shows its only dependency, a completed task
      Given the task "Build" is completed
      When the task "Ship" is planned with:
        | field      | value |
        | depends on | Build |
      Then "Ship" depends only on "Build"

    @PLAN-4 @TASK-2 @critical
    Scenario Outline: A task whose dependency is <state> cannot be started
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      And "Build" is <state>
      When "Ship" is started
      Then the start is rejected
      And the rejection mentions "Build"
      And "Ship" is still pending

      Examples: states
        | state       |
        | in progress |
        | blocked     |
        | failed      |

    @PLAN-4 @TASK-2 @normal
    Scenario: Starting a task with a cancelled dependency is rejected, naming the dependency
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      And "Build" is cancelled
      When "Ship" is started
      Then the start is rejected
      And the rejection mentions "Build"
      And "Ship" is still pending

  Rule: A dependency cycle is rejected at planning and by any change

    @PLAN-4 @TASK-1 @critical
    Scenario Outline: A plan with a dependency cycle of <size> is rejected
      When the task tree "Round and round" is planned:
        | task   | depends on |
        | First  | <first>    |
        | Second | <second>   |
        | Third  | <third>    |
      Then the plan is rejected
      And another task can be planned

      Examples: cycles
        | size        | first | second | third  |
        | one task    | First |        |        |
        | two tasks   | Third |        | First  |
        | three tasks | Third | First  | Second |

    @PLAN-4 @TASK-4 @critical
    Scenario Outline: A change that closes a dependency cycle of <size> is rejected
      Given the task tree "Round and round" is planned:
        | task   | depends on |
        | First  |            |
        | Second | First      |
        | Third  | Second     |
        | Fourth | Third      |
      When "First"'s depends on is changed to "<last>"
      Then the change is rejected
      And "First" depends on no task
      And "First" is still pending

      Examples: cycles
        | size       | last   |
        | one task   | First  |
        | two tasks  | Second |
        | four tasks | Fourth |

    @PLAN-4 @TASK-4 @critical
    Scenario Outline: A change that makes a task depend on <other> is rejected
      Given the task "First" is planned
      And the task "Second" is planned with:
        | field      | value |
        | depends on | First |
      When "First"'s depends on is changed to "<last>"
      Then the change is rejected
      And "First" depends on no task

      Examples: cycles
        | other         | last   |
        | itself        | First  |
        | its dependant | Second |
