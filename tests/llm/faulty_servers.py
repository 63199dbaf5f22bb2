"""Servers that do what no model's server should: say nothing, end too early, never end."""

import time

KEY = "sk-very-secret-0123456789"


def silent(connection):
    connection.wait_until_left()


def stuck(connection):
    connection.begin()
    connection.chunk("产业")
    connection.wait_until_left()


def kept_alive(connection):
    connection.begin()
    connection.chunk("产业")
    while True:
        connection.raw(b": still here\n\n")
        time.sleep(0.05)


def slow(connection):
    connection.begin()
    while True:
        connection.chunk("慢")
        time.sleep(0.05)


def cut(connection):
    connection.begin()
    connection.chunk("产业学院至少要")


def cut_in_a_line(connection):
    connection.begin()
    connection.chunk("产业学院")
    connection.raw(b'data: {"choices": [{"ind')


def cut_by_length(connection):
    connection.begin()
    connection.chunk("产业学院至少要", finish="length")
    connection.raw(b"data: [DONE]\n\n")


def cut_while_chunked(connection):
    connection.send_response(200)
    connection.send_header("Content-Type", "text/event-stream")
    connection.send_header("Transfer-Encoding", "chunked")
    connection.end_headers()
    connection.raw(b"ffff\r\ndata: {")


def no_json(connection):
    connection.begin()
    connection.chunk("产业学院")
    connection.raw(b"data: {no json}\n\n")


def other_json(connection):
    connection.begin()
    connection.raw(b'data: [1, 2]\n\ndata: {"choices": 5}\n\ndata: [DONE]\n\n')


def error_inside(connection):
    connection.begin()
    connection.chunk("产业学院")
    connection.raw(f'data: {{"error": {{"message": "{KEY}", "code": null}}}}\n\n'.encode())


def page(connection):
    connection.send_response(200)
    connection.send_header("Content-Type", "text/html")
    connection.end_headers()
    connection.raw(b"<html>Welcome</html>")


def one_large_line(connection):
    connection.begin()
    connection.raw(b'data: {"x": "' + b"a" * 1024 * 1024)
    connection.wait_until_left()


def endless(connection):
    connection.begin()
    while True:
        connection.chunk("很长" * 1000)
