from django.db import OperationalError, connection


def test_it_says_ok_to_anybody_in_one_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_it_says_so_when_the_database_does_not_answer(client, db):
    def gone(execute, sql, *rest):
        raise OperationalError("gone")

    with connection.execute_wrapper(gone):
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert b"does not answer" in answer.content


def test_it_changes_nothing(client, db):
    assert client.post("/healthz").status_code in (403, 405)
