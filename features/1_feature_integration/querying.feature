Feature: Searching for tasks
  A search shows the progress of the work. Tasks are filtered by state, kind, specialist, complexity, text, parent task
  or time of planning. A search finds every matching task and no other, in a fixed order, page by page.

  Background: A task tree with five subtasks
    Given the task tree "House move" is planned:
      | task            | description                   |
      | Pack the books  | Two hundred of them, in BOXES |
      | Label the boxes | Kitchen red, study green      |
      | Test the lamp   | Does it survive the stairs?   |
      | Plan the route  | Over the bridge or round it   |
      | Load the van    | Heavy things first            |

  Rule: Each filter finds exactly the tasks that match it

    @VALID-4 @TASK-7 @critical
    Scenario Outline: A search by state "<value>" finds exactly the matching tasks
      Given "Pack the books" is <one>
      And "Label the boxes" is <other>
      When all tasks are searched by state "<value>"
      Then of the subtasks of "House move", the search finds exactly "<found>"
      And every task found matches the state "<value>"

      Examples: states
        | one         | other       | value                      | found                                                       |
        | completed   | in progress | pending                    | Test the lamp, Plan the route, Load the van                 |
        | in progress | completed   | in progress                | Pack the books                                              |
        | in progress | blocked     | in progress                | Pack the books                                              |
        | blocked     | in progress | blocked                    | Pack the books                                              |
        | completed   | in progress | completed                  | Pack the books                                              |
        | completed   | cancelled   | completed                  | Pack the books                                              |
        | cancelled   | completed   | cancelled                  | Pack the books                                              |
        | completed   | in progress | completed, pending         | Pack the books, Test the lamp, Plan the route, Load the van |
        | completed   | cancelled   | completed, cancelled       | Pack the books, Label the boxes                             |
        | completed   | blocked     | failed, cancelled, blocked | Label the boxes                                             |

    @VALID-4 @TASK-7 @critical
    Scenario Outline: A search by <filter> "<value>" finds exactly the matching tasks
      Given the task tree "Errands" is planned:
        | task    | <filter> |
        | Bakery  | <first>  |
        | Grocer  | <second> |
        | Chemist | <third>  |
        | Cobbler | <second> |
      When all tasks are searched by <filter> "<value>"
      Then of the subtasks of "Errands", the search finds exactly "<found>"
      And every task found matches the <filter> "<value>"

      Examples: filters
        | filter     | value                      | first   | second        | third      | found                   |
        | kind       | testing                    | testing | documentation | research   | Bakery                  |
        | kind       | testing, documentation     | testing | documentation | research   | Bakery, Grocer, Cobbler |
        | specialist | coder                      | tester  | coder         | researcher | Grocer, Cobbler         |
        | complexity | simple                     | trivial | simple        | complex    | Grocer, Cobbler         |
        | complexity | trivial, complex           | trivial | simple        | complex    | Bakery, Chemist         |
        | kind       | custom, review, research   | testing | documentation | research   | Chemist                 |
        | specialist | devops, coder, researcher  | tester  | reviewer      | researcher | Chemist                 |
        | complexity | trivial, moderate, complex | simple  | very complex  | complex    | Chemist                 |

    @VALID-4 @TASK-7 @critical
    Scenario Outline: A search term is found in the <place>, regardless of case
      When all tasks are searched by text "<text>"
      Then of the subtasks of "House move", the search finds exactly "<found>"

      Examples: search terms
        | place                | text    | found                           |
        | title                | THE VAN | Load the van                    |
        | description          | STAIRS  | Test the lamp                   |
        | title or description | boxes   | Pack the books, Label the boxes |

    @VALID-4 @TASK-7 @critical
    Scenario: A search by parent task finds exactly the subtasks of that task
      When the subtasks of "House move" are searched
      Then the search finds exactly "Pack the books, Label the boxes, Test the lamp, Plan the route, Load the van"

    @VALID-4 @TASK-7 @normal
    Scenario Outline: A search for "<text>" takes every character literally
      Given the task tree "Signs" is planned:
        | task           |
        | A 50% discount |
        | A 50 cent coin |
        | A file_name    |
        | A fileXname    |
        | A 5*5 table    |
        | A 555 number   |
        | A b&w <print>  |
      When all tasks are searched by text "<text>"
      Then of the subtasks of "Signs", the search finds exactly "<found>"

      Examples: special characters
        | text     | found          |
        | 50%      | A 50% discount |
        | file_nam | A file_name    |
        | 5*5      | A 5*5 table    |
        | b&w <    | A b&w <print>  |
        | A.50     |                |

    @VALID-4 @TASK-7 @normal
    Scenario: A search for active tasks finds exactly the subtask in progress
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
        | Ship  |
      And "Check" is in progress
      And "Ship" is blocked
      When all tasks are searched by state "active"
      Then of the subtasks of "Release", the search finds exactly "Check"

    @VALID-4 @TASK-7 @normal
    Scenario: A search for failed tasks finds exactly the failed subtask
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
        | Ship  |
      And "Check" has failed
      When all tasks are searched by state "failed"
      Then of the subtasks of "Release", the search finds exactly "Check"

    @VALID-4 @TASK-7 @normal
    Scenario Outline: A search by the states <states> finds tasks in each
      Given "Pack the books" is in progress
      And "Label the boxes" is completed
      When the subtasks of "House move" are searched by state "<states>"
      Then the search finds exactly "<found>"

      Examples: active tasks and those in another state
        | states            | found                                                       |
        | active, completed | Pack the books, Label the boxes                             |
        | completed, active | Pack the books, Label the boxes                             |
        | pending, active   | Pack the books, Test the lamp, Plan the route, Load the van |

    @VALID-4 @TASK-7 @normal
    Scenario: A search without a state filter includes failed tasks
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Check" has failed
      When the subtasks of "Release" are searched
      Then the search finds exactly "Build, Check"

    @VALID-4 @TASK-7 @normal
    Scenario Outline: A search by <filter> "<value>" without a state leaves out archived tasks
      Given the task tree "Errands" is planned:
        | task   | <filter> |
        | Bakery | <value>  |
        | Grocer | <value>  |
      And "Bakery" is archived
      When the subtasks of "Errands" are searched by <filter> "<value>"
      Then the search finds exactly "Grocer"

      Examples: filters
        | filter     | value  |
        | kind       | review |
        | specialist | coder  |
        | complexity | simple |

    @VALID-4 @TASK-7 @normal
    Scenario: A search by text leaves out archived tasks
      Given "Pack the books" is archived
      When the subtasks of "House move" are searched by text "boxes"
      Then the search finds exactly "Label the boxes"

    @VALID-4 @TASK-7 @normal
    Scenario Outline: A search by an empty list for the <filter> finds every subtask
      When the subtasks of "House move" are searched by <filter> ""
      Then the search finds exactly "Pack the books, Label the boxes, Test the lamp, Plan the route, Load the van"

      Examples: filters
        | filter     |
        | state      |
        | kind       |
        | specialist |
        | complexity |

    @VALID-4 @TASK-7 @normal
    Scenario: A search finds a term at the end of a long description
      Given the task "Read the poem" is planned with:
        | field       | value                                |
        | description | (a long text that ends in moonlight) |
      When all tasks are searched by text "moonlight"
      Then the search finds exactly "Read the poem"

    @VALID-4 @TASK-7 @normal
    Scenario: A search term that no task contains finds nothing
      When all tasks are searched by text "zygomorphic quincunx"
      Then the search returns no tasks

    @VALID-4 @TASK-7 @normal
    Scenario Outline: The term "<text>", spanning a title and a description, finds nothing
      When the subtasks of "House move" are searched by text "<text>"
      Then the search returns no tasks

      Examples: ends of titles and beginnings of descriptions
        | text        |
        | lamp Does   |
        | lampDoes    |
        | route, Over |

  Rule: A search finds changed tasks by their new values only

    @VALID-4 @TASK-7 @TASK-4 @critical
    Scenario Outline: A task is found by its changed <field>
      Given "Pack the books"'s <field> is changed to "<new>"
      When the subtasks of "House move" are searched by text "<text>"
      Then the search finds exactly "Pack the books"

      Examples: fields
        | field       | new               | text    |
        | title       | Wrap the crockery | wrap    |
        | description | Forty-two novels  | novels  |
        | title       | In die Straße     | STRASSE |
        | description | IN DIE STRASSE    | straße  |
        | description | ὈΔΟΣ              | ὀδος    |

    @VALID-4 @TASK-7 @TASK-4 @critical
    Scenario Outline: A task is no longer found by the <field> that was changed
      Given "Pack the books"'s <field> is changed to "<new>"
      When the subtasks of "House move" are searched by text "<text>"
      Then the search returns no tasks

      Examples: fields
        | field       | new               | text        |
        | title       | Wrap the crockery | the books   |
        | description | Forty-two novels  | two hundred |

    @VALID-4 @TASK-7 @TASK-4 @normal
    Scenario Outline: After a change to <new>, a search for <field> <searched> is correct
      Given "Pack the books"'s <field> is changed to "<new>"
      When the subtasks of "House move" are searched by <field> "<searched>"
      Then of the subtasks of "House move", the search finds exactly "<found>"

      Examples: values
        | field      | new         | searched    | found                                                        |
        | complexity | trivial     | trivial     | Pack the books                                               |
        | complexity | trivial     | moderate    | Label the boxes, Test the lamp, Plan the route, Load the van |
        | specialist | coordinator | coordinator | Pack the books                                               |

  Rule: Several filters find only the tasks that match all of them

    @VALID-4 @TASK-7 @critical
    Scenario Outline: A search by state "<state>" and text "<text>" applies both filters
      Given "Pack the books" is completed
      And "Test the lamp" is in progress
      When the subtasks of "House move" are searched by state "<state>" and text "<text>"
      Then the search finds exactly "<found>"

      Examples: states and texts
        | state                | text  | found                                                        |
        | completed            | boxes | Pack the books                                               |
        | pending              | boxes | Label the boxes                                              |
        | pending, in progress | the   | Label the boxes, Test the lamp, Plan the route, Load the van |

    @VALID-4 @TASK-7 @critical
    Scenario: A search by text among the subtasks of one leaves out others
      Given the task tree "Errands" is planned:
        | task      |
        | Buy boxes |
      When the subtasks of "Errands" are searched by text "boxes"
      Then the search finds exactly "Buy boxes"

    @VALID-4 @TASK-7 @critical
    Scenario Outline: A search by <filter> "<value>" and text "<text>" applies both filters
      Given the task tree "Errands" is planned:
        | task         | <filter> |
        | Buy bread    | <value>  |
        | Buy stamps   | <other>  |
        | Return bread | <other>  |
      When the subtasks of "Errands" are searched by <filter> "<value>" and text "<text>"
      Then the search finds exactly "<found>"

      Examples: filters and texts
        | filter     | value  | other   | text  | found     |
        | complexity | simple | trivial | bread | Buy bread |
        | specialist | coder  | tester  | bread | Buy bread |

    @VALID-4 @TASK-7 @critical
    Scenario Outline: A search by state "<state>" and specialist "<specialist>" applies both filters
      Given the task tree "Errands" is planned:
        | task    | specialist |
        | Bakery  | coder      |
        | Grocer  | coder      |
        | Chemist | tester     |
        | Cobbler | tester     |
      And "Bakery" is completed
      And "Cobbler" is completed
      And "Chemist" is in progress
      When the subtasks of "Errands" are searched by state "<state>" and specialist "<specialist>"
      Then the search finds exactly "<found>"

      Examples: states and specialists
        | state                | specialist | found   |
        | pending, in progress | coder      | Grocer  |
        | completed            | coder      | Bakery  |
        | pending, in progress | tester     | Chemist |

    @VALID-4 @TASK-7 @critical
    Scenario: A search by kind and complexity applies both filters
      Given the task tree "Errands" is planned:
        | task    | kind           | complexity |
        | Bakery  | implementation | simple     |
        | Grocer  | implementation | complex    |
        | Chemist | research       | complex    |
      When the subtasks of "Errands" are searched by kind "implementation" and complexity "complex"
      Then the search finds exactly "Grocer"

    @VALID-4 @TASK-7 @normal
    Scenario: Two filters find nothing if no task matches both
      Given "Pack the books" is completed
      When the subtasks of "House move" are searched by state "completed" and text "stairs"
      Then the search returns no tasks

  Rule: A search can be limited by the time of planning

    @VALID-4 @TASK-7 @normal
    Scenario Outline: A search finds exactly the tasks planned <when> a given moment
      When the subtasks of "House move" are searched for those planned <when> a moment between "Test the lamp" and "Plan the route"
      Then the search finds exactly "<found>"

      Examples: times
        | when   | found                                          |
        | before | Pack the books, Label the boxes, Test the lamp |
        | after  | Plan the route, Load the van                   |

    @VALID-4 @TASK-7 @normal
    Scenario Outline: A search understands a moment <given>
      When the subtasks of "House move" are searched for those planned <when> a moment between "Test the lamp" and "Plan the route", <given>
      Then the search finds exactly "<found>"

      Examples: ways of giving a moment
        | given                          | when   | found                                          |
        | given in another time zone     | before | Pack the books, Label the boxes, Test the lamp |
        | given in another time zone     | after  | Plan the route, Load the van                   |
        | given in UTC without an offset | before | Pack the books, Label the boxes, Test the lamp |
        | given in UTC without an offset | after  | Plan the route, Load the van                   |

    @VALID-4 @TASK-7 @normal
    Scenario Outline: The total counts only the tasks planned <when> a given moment
      When the subtasks of "House move" are searched for those planned <when> a moment between "Test the lamp" and "Plan the route"
      Then every page shows a total of <count>

      Examples: times
        | when   | count |
        | before | 3     |
        | after  | 2     |

  Rule: A search returns subtasks and artifacts on request

    @VALID-4 @TASK-7 @normal
    Scenario: A search returns the subtasks of found tasks on request
      When all tasks are searched by text "House move", including subtasks
      Then the search returns the subtask "Pack the books"

    @VALID-4 @TASK-7 @normal
    Scenario: A search returns the artifacts of found tasks on request
      Given "Pack the books" is completed
      When the subtasks of "House move" are searched by state "completed", including artifacts
      Then the search returns the artifact of "Pack the books"

    @VALID-4 @TASK-7 @normal
    Scenario: A search returns artifacts of subtasks listed with their parent
      Given "Label the boxes" is completed
      When all tasks are searched by text "House move", including subtasks and artifacts
      Then the search returns the artifact of "Label the boxes"

    @VALID-4 @TASK-7 @normal
    Scenario Outline: A search returns the <number> of twelve subtasks on request
      Given the task tree "A good year" is planned:
        | task      |
        | January   |
        | February  |
        | March     |
        | April     |
        | May       |
        | June      |
        | July      |
        | August    |
        | September |
        | October   |
        | November  |
        | December  |
      When all tasks are searched by text "A good year", including subtasks
      Then the search returns the subtask "<subtask>"

      Examples: subtasks
        | number | subtask  |
        | first  | January  |
        | last   | December |

    @VALID-4 @TASK-7 @normal
    Scenario Outline: A search in pages of 1 returns the subtask "<subtask>"
      Given the task tree "Regatta in spring" is planned:
        | task  |
        | Sails |
        | Buoys |
      And the task tree "Regatta in autumn" is planned:
        | task |
        | Oars |
        | Tent |
      When all tasks are searched by text "Regatta in", including subtasks, in pages of 1
      Then the search returns the subtask "<subtask>"

      Examples: subtasks
        | subtask |
        | Sails   |
        | Buoys   |
        | Tent    |

    @VALID-4 @TASK-7 @normal
    Scenario: A search that returns subtasks also finds matching ones
      Given the task tree "Cormorant" is planned:
        | task             |
        | Cormorant's nest |
        | Cormorant's eggs |
      When all tasks are searched by text "Cormorant", including subtasks
      Then the search finds exactly "Cormorant, Cormorant's nest, Cormorant's eggs"

    @VALID-4 @TASK-7 @normal
    Scenario: A search for archived tasks returns their archived subtasks on request
      When "House move" is archived by force
      And all tasks are searched by state "archived" and text "House move", including subtasks
      Then the search returns the subtask "Pack the books"

  Rule: A search returns its results in order and in pages

    @VALID-4 @TASK-7 @critical
    Scenario: All pages of a search together contain each task exactly once
      When the subtasks of "House move" are read in pages of 2
      Then the pages contain 2, 2 and 1 tasks
      And the search finds exactly "Pack the books, Label the boxes, Test the lamp, Plan the route, Load the van"

    @VALID-4 @TASK-7 @normal
    Scenario: A search lists tasks from the newest to the oldest
      When the subtasks of "House move" are searched
      Then the tasks found are in the order "Load the van, Plan the route, Test the lamp, Label the boxes, Pack the books"

    @VALID-4 @TASK-7 @normal
    Scenario: The order of tasks continues from page to page
      When the subtasks of "House move" are read in pages of 2
      Then the tasks found are in the order "Load the van, Plan the route, Test the lamp, Label the boxes, Pack the books"

    @VALID-4 @TASK-7 @normal
    Scenario: Every page shows the total number of matching tasks
      When the subtasks of "House move" are read in pages of 2
      Then every page shows a total of 5

    @VALID-4 @TASK-7 @normal
    Scenario: A page after the last task is empty
      When a page after the last subtask of "House move" is read
      Then the search returns no tasks

  Rule: An invalid search is rejected

    @TASK-7 @normal
    Scenario Outline: A search with <mistake> is rejected
      When the subtasks of "House move" are searched with <mistake>
      Then the search is rejected

      Examples: mistakes
        | mistake                                 |
        | an unknown state                        |
        | an unknown kind                         |
        | an unknown specialist                   |
        | an unknown complexity                   |
        | an unknown state after a known one      |
        | an unknown kind after a known one       |
        | an unknown specialist after a known one |
        | an unknown complexity after a known one |
        | a negative page size                    |
        | a negative start position               |
        | an invalid time                         |
        | an invalid end time                     |
