Feature: Templates, filled in
  A template with its blanks filled becomes tasks: each value in its place, or no task at all.

  Background: A template for a release
    Given the template "release" has the parameters:
      | parameter | type    | required | default | one of    | pattern    | at least | at most |
      | PRODUCT   | string  | yes      |         |           |            | 2        | 20      |
      | ROUNDS    | number  | no       | 2       |           |            |          |         |
      | LOUD      | boolean | no       | false   |           |            |          |         |
      | CHANNEL   | string  | no       | web     | web, mail |            |          |         |
      | CODE      | string  | no       | A1      |           | [A-Z][0-9] |          |         |
    And the template "release" has the tasks:
      | key   | title           | description                            | kind      | specialist | complexity | estimated effort | parent | waits for |
      | whole | Release PRODUCT | After ROUNDS rounds by CHANNEL as CODE | milestone |            |            |                  |        |           |
      | build | Build PRODUCT   | Build PRODUCT for everybody            | standard  | coder      | complex    | ROUNDS days      | whole  |           |
      | check | Check PRODUCT   | Check the build of PRODUCT             | testing   | tester     | simple     |                  | whole  | build     |

  Rule: Filled in, a template becomes tasks

    @TMPL-3 @blocker
    Scenario: Every blank is filled
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Rhea  |
        | ROUNDS    | 7     |
        | CHANNEL   | mail  |
        | CODE      | B2    |
      Then the description of "Release Rhea" is "After 7 rounds by mail as B2"

    @TMPL-3 @critical
    Scenario: What is left out gets its default
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Dione |
      Then the description of "Release Dione" is "After 2 rounds by web as A1"

    @TMPL-3 @critical
    Scenario Outline: The <value> of a task is that of the template
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | Tethys |
      Then the <value> of "Build Tethys" is "<content>"

      Examples: values
        | value            | content                    |
        | specialist       | coder                      |
        | complexity       | complex                    |
        | estimated effort | 2 days                     |
        | description      | Build Tethys for everybody |
        | parent           | Release Tethys             |

    @TMPL-3 @critical
    Scenario: The tasks made of a template are pending
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Mimas |
      Then "Build Mimas" is still pending

    @TMPL-3 @critical
    Scenario: A template that is only filled in plans nothing
      Given the template "release" is created
      When the template "release" is filled in with:
        | parameter | value        |
        | PRODUCT   | Nobodys Moon |
      Then the instantiation is accepted
      And the answer tells "Build Nobodys Moon"
      And no task is called "Build Nobodys Moon"

    @TMPL-3 @critical
    Scenario: A template that nobody knows makes no tasks
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Titan |
      Then the instantiation is refused

    @TMPL-3 @critical
    Scenario: Without a value that it needs, nothing is planned
      Given the template "release" is created
      And the number of tasks is noted
      When the tasks of the template "release" are planned with nothing
      Then the instantiation is refused
      And the number of tasks is as noted

    @TMPL-3 @critical
    Scenario Outline: With <parameter> as <value>, nothing is planned
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter   | value       |
        | PRODUCT     | Wrong Titan |
        | <parameter> | <value>     |
      Then the instantiation is refused
      And no task is called "Build Wrong Titan"

      Examples: wrong values
        | parameter | value      |
        | UNKNOWN   | anything   |
        | ROUNDS    | "several"  |
        | ROUNDS    | true       |
        | LOUD      | "yes"      |
        | CHANNEL   | pigeon     |
        | CODE      | lower case |

    @TMPL-3 @PROTO-1 @normal
    Scenario: The refusal names the parameter that the template does not have
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value      |
        | PRODUCT   | Some Titan |
        | UNKNOWN   | anything   |
      Then the instantiation is refused
      And the problem is told to be at "UNKNOWN"

    @TMPL-3 @normal
    Scenario Outline: A name of <length> is refused
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | <name> |
      Then the instantiation is refused

      Examples: lengths
        | length            | name                                  |
        | less than allowed | X                                     |
        | more than allowed | A name of many more than twenty signs |
