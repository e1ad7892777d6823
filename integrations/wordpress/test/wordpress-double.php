<?php
// The few functions of WordPress that the plugin leans on, as WordPress documents them, over PHP's own HTTP client.

define( 'ABSPATH', __DIR__ . '/' );

final class WP_Error {
	private $message;

	public function __construct( $code = '', $message = '' ) {
		$this->message = "$code: $message";
	}

	public function get_error_message() {
		return $this->message;
	}
}

$hooks   = array();
$options = array();
$world   = array(
	'home'    => 'http://shop.example',
	'blog'    => 1,
	'can'     => true,
	'writes'  => 0,
	'network' => 0,
);

function add_filter( $name, $callback, $priority = 10, $accepted = 1 ) {
	global $hooks;
	$hooks[ $name ][ $priority ][] = array( $callback, $accepted );
	ksort( $hooks[ $name ] );
	return true;
}

function add_action( $name, $callback, $priority = 10, $accepted = 1 ) {
	return add_filter( $name, $callback, $priority, $accepted );
}

function apply_filters( $name, $value, ...$more ) {
	global $hooks;
	foreach ( isset( $hooks[ $name ] ) ? $hooks[ $name ] : array() as $callbacks ) {
		foreach ( $callbacks as list( $callback, $accepted ) ) {
			$value = call_user_func_array( $callback, array_slice( array_merge( array( $value ), $more ), 0, $accepted ) );
		}
	}
	return $value;
}

function do_action( $name, ...$arguments ) {
	apply_filters( $name, ...( $arguments ? $arguments : array( '' ) ) );
}

function is_wp_error( $thing ) {
	return $thing instanceof WP_Error;
}

function wp_parse_url( $url, $component = -1 ) {
	return parse_url( $url, $component );
}

function home_url() {
	return $GLOBALS['world']['home'];
}

function get_current_blog_id() {
	return $GLOBALS['world']['blog'];
}

function current_user_can( $capability ) {
	return $GLOBALS['world']['can'];
}

function esc_html( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8' );
}

function get_option( $name, $fallback = false ) {
	global $options;
	return array_key_exists( $name, $options ) ? $options[ $name ] : $fallback;
}

function update_option( $name, $value, $autoload = null ) {
	global $options, $world;
	$options[ $name ] = $value;
	++$world['writes'];
	return true;
}

function delete_option( $name ) {
	global $options, $world;
	unset( $options[ $name ] );
	++$world['writes'];
	return true;
}

function wp_remote_post( $url, $args = array() ) {
	return wp_remote_request( $url, array_merge( $args, array( 'method' => 'POST' ) ) );
}

function wp_remote_get( $url, $args = array() ) {
	return wp_remote_request( $url, array_merge( $args, array( 'method' => 'GET' ) ) );
}

/** What `wp_safe_remote_post` does more: addresses of private networks are refused. */
function wp_safe_remote_post( $url, $args = array() ) {
	return wp_remote_post( $url, array_merge( $args, array( 'reject_unsafe_urls' => true ) ) );
}

function wp_remote_request( $url, $args = array() ) {
	global $world;
	$args   = array_merge(
		array(
			'method'             => 'GET',
			'timeout'            => 5,
			'redirection'        => 5,
			'reject_unsafe_urls' => false,
			'blocking'           => true,
			'headers'            => array(),
			'body'               => null,
		),
		$args
	);
	$answer = apply_filters( 'pre_http_request', false, $args, $url );
	if ( false !== $answer ) {
		return $answer;
	}
	if ( $args['reject_unsafe_urls'] ) {
		return new WP_Error( 'http_request_failed', 'A valid URL was not provided.' );
	}
	$headers = $args['headers'];
	if ( is_array( $headers ) ) {
		$headers = implode( "\r\n", array_map( fn( $name, $value ) => "$name: $value", array_keys( $headers ), $headers ) );
	}
	++$world['network'];
	$world['last_limits'] = array( $args['timeout'], $args['redirection'] );
	$context              = stream_context_create(
		array(
			'http' => array(
				'method'          => $args['method'],
				'header'          => $headers,
				'content'         => is_array( $args['body'] ) ? http_build_query( $args['body'] ) : (string) $args['body'],
				'timeout'         => $args['timeout'],
				'follow_location' => $args['redirection'] > 0 ? 1 : 0,
				'ignore_errors'   => true,
			),
		)
	);
	$body                 = @file_get_contents( $url, false, $context );
	if ( false === $body ) {
		return new WP_Error( 'http_request_failed', 'No answer.' );
	}
	preg_match( '#^HTTP/\S+ (\d+)#', $http_response_header[0], $match );
	return array(
		'headers'  => $http_response_header,
		'body'     => $body,
		'response' => array( 'code' => (int) $match[1] ),
	);
}
