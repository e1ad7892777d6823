<?php
/**
 * Plugin Name: PixelFlow: own ingest
 * Description: Sends what the PixelFlow plugin collects, in the browser and on this server, to an ingest of your own.
 * Version: 1.0.0
 * Requires at least: 5.9
 * Requires PHP: 7.2
 * License: MIT
 *
 * @package PixelFlow
 */

// Copyright PixelFlow's authors; MIT license, see LICENSE.

namespace PixelFlow\OwnIngest;

defined( 'ABSPATH' ) || exit;

/** The plugin gives its own requests this long, since a checkout waits for them. */
const LIMIT_SECONDS = 5;

/** Holds the time at which the browser's snippet had a form that could not be rewritten. */
const UNKNOWN_SNIPPET = 'pixelflow_own_ingest_unknown_snippet';

// Late, so that what other code does to the snippet is done.
add_filter( 'pixelflow_analytics_code', __NAMESPACE__ . '\rewrite_snippet', 1000 );
add_filter( 'pre_http_request', __NAMESPACE__ . '\redirect_request', 10, 3 );
add_action( 'admin_notices', __NAMESPACE__ . '\print_notices' );
add_action( 'network_admin_notices', __NAMESPACE__ . '\print_notices' );

/**
 * The settings, and what is wrong with them. Read anew at each use: a constant may be defined after this file was
 * loaded, and in a network each site may have its own by the filter `pixelflow_own_ingest_settings`, which gets the
 * three texts and the site's number.
 *
 * @return array { ingest: string, bundle: string, vendor_hosts: string[], problems: string[] }. With a problem, nothing
 *               is changed anywhere.
 */
function read_settings() {
	$given    = array(
		'ingest'       => read_constant( 'PIXELFLOW_INGEST' ),
		'bundle'       => read_constant( 'PIXELFLOW_BUNDLE' ),
		'vendor_hosts' => read_constant( 'PIXELFLOW_VENDOR_HOSTS' ),
	);
	$filtered = apply_filters( 'pixelflow_own_ingest_settings', $given, get_current_blog_id() );
	$settings = array_merge( $given, is_array( $filtered ) ? $filtered : array() );
	$ingest   = read_address( $settings['ingest'] );
	$bundle   = read_address( $settings['bundle'] );
	$hosts    = read_hosts( $settings['vendor_hosts'] );
	$problems = array();
	if ( null === $ingest || false !== strpos( $ingest, '?' ) ) {
		$problems[] = describe_problem( 'PIXELFLOW_INGEST', $settings['ingest'], 'https://ingest.example' );
	}
	if ( null === $bundle || ! preg_match( '#\.js(\?|$)#', $bundle ) ) {
		$problems[] = describe_problem( 'PIXELFLOW_BUNDLE', $settings['bundle'], 'https://cdn.example/v1/pixelflow.js' );
	}
	if ( null === $hosts ) {
		$problems[] = describe_problem( 'PIXELFLOW_VENDOR_HOSTS', $settings['vendor_hosts'], 'api.vendor.example' );
	}
	$is_plain = 0 === stripos( (string) $ingest, 'http:' ) || 0 === stripos( (string) $bundle, 'http:' );
	if ( ! $problems && $is_plain && 0 === stripos( home_url(), 'https:' ) ) {
		$problems[] = 'This site is served by https, where browsers refuse http: write PIXELFLOW_INGEST and PIXELFLOW_BUNDLE with https.';
	}
	return array(
		// The address of `/event` itself is what the snippet has; its folder is meant.
		'ingest'       => preg_replace( '#/(event)?$#', '', (string) $ingest ),
		'bundle'       => (string) $bundle,
		'vendor_hosts' => (array) $hosts,
		'problems'     => $problems,
	);
}

/**
 * A constant's value, or null when it is not defined.
 *
 * @param string $name The constant.
 */
function read_constant( $name ) {
	return defined( $name ) ? constant( $name ) : null;
}

/**
 * An absolute http(s) address of characters that mean nothing special in HTML and JavaScript, or null.
 *
 * @param mixed $value What a constant holds.
 */
function read_address( $value ) {
	$text = is_string( $value ) ? trim( $value ) : '';
	$form = '#^https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::\d{1,5})?(?:/[\w./~-]*)?(?:\?[\w.=-]*)?$#iD';
	return preg_match( $form, $text ) ? $text : null;
}

/**
 * Hosts in lower case from a text with commas or spaces, or from a list; none where there is no value, null for nonsense.
 *
 * @param mixed $value What a constant holds.
 */
function read_hosts( $value ) {
	if ( null === $value || '' === $value ) {
		return array();
	}
	$words = is_string( $value ) ? preg_split( '/[\s,]+/', $value, -1, PREG_SPLIT_NO_EMPTY ) : $value;
	if ( ! is_array( $words ) ) {
		return null;
	}
	foreach ( $words as $word ) {
		if ( ! is_string( $word ) || ! preg_match( '/^[a-z0-9.-]+$/iD', $word ) ) {
			return null;
		}
	}
	return array_map( 'strtolower', $words );
}

/**
 * What to write instead.
 *
 * @param string $name    The constant.
 * @param mixed  $value   What it holds.
 * @param string $example A value that is right.
 */
function describe_problem( $name, $value, $example ) {
	$state = null === $value || '' === $value ? 'is missing' : 'cannot be used';
	return "$name $state: write define( '$name', '$example' ); with your own address into wp-config.php.";
}

/**
 * The browser's half: the snippet with the own ingest's and the own bundle's address. A snippet in which both cannot be
 * found is left as it is, since a bundle of one maker that sends to the other is worse than either.
 *
 * @param mixed $code What the plugin is about to print.
 */
function rewrite_snippet( $code ) {
	if ( ! is_string( $code ) || '' === trim( $code ) ) {
		return $code;
	}
	$settings = read_settings();
	if ( $settings['problems'] ) {
		return $code;
	}
	$with_endpoint = replace_address( $code, 'endpoint', $settings['ingest'] . '/event' );
	$rewritten     = null === $with_endpoint ? null : replace_address( $with_endpoint, 'bundle', $settings['bundle'] );
	remember_unknown_snippet( null === $rewritten );
	return null === $rewritten ? $code : $rewritten;
}

/**
 * Code with one address replaced where it stands under its name, else where a whole string is an address of its form;
 * null where neither is found. Slashes may be escaped, as `json_encode` does. Trigger addresses of the site itself may
 * look alike, which is why the name goes first and the site's own host never counts.
 *
 * @param string $code        The snippet.
 * @param string $what        `endpoint` or `bundle`.
 * @param string $replacement The address to write.
 */
function replace_address( $code, $what, $replacement ) {
	$start  = '(?:https?:)?(?:\\\\?/){2}';
	$named  = array(
		'endpoint' => '#(apiEndpoint["\']?\]?\s*[:=]\s*|data-api-endpoint\s*=\s*)(["\'])' . $start . '[^"\'\s<>]+\2#i',
		'bundle'   => '#(<script\b[^>]*?\ssrc\s*=\s*|\.src\s*=\s*|\bbundle["\']?\s*:\s*)(["\'])' . $start . '[^"\'\s<>]+\.js(?:\?[^"\'\s<>]*)?\2#i',
	);
	$others = $start . '(?!' . preg_quote( (string) wp_parse_url( home_url(), PHP_URL_HOST ), '#' ) . '[:/\\\\])[^"\'\s<>]+?';
	$alike  = array(
		'endpoint' => '#()(["\'])' . $others . '/event\2#i',
		'bundle'   => '#()(["\'])' . $others . '\.js(?:\?[^"\'\s<>]*)?\2#i',
	);
	$write  = function ( $match ) use ( $replacement ) {
		return $match[1] . $match[2] . $replacement . $match[2];
	};
	foreach ( array( $named[ $what ], $alike[ $what ] ) as $pattern ) {
		$found   = 0;
		$changed = preg_replace_callback( $pattern, $write, $code, -1, $found );
		if ( $found > 0 ) {
			// A hash of the other bundle would keep ours from running.
			return preg_replace( '#(<script\b[^>]*?)\sintegrity\s*=\s*(?:"[^"]*"|\'[^\']*\')#i', '$1', $changed );
		}
	}
	return null;
}

/**
 * Keeps for the administrator's notice whether the snippet could not be rewritten. Written at a change alone: this runs
 * at every page view.
 *
 * @param bool $is_unknown Whether its form is not known.
 */
function remember_unknown_snippet( $is_unknown ) {
	if ( $is_unknown === (bool) get_option( UNKNOWN_SNIPPET ) ) {
		return;
	}
	if ( $is_unknown ) {
		update_option( UNKNOWN_SNIPPET, time(), true );
	} else {
		delete_option( UNKNOWN_SNIPPET );
	}
}

/**
 * The server's half: answers the plugin's requests by the own ingest's answer, good or bad.
 *
 * @param mixed $answer What another filter answered already, or false.
 * @param mixed $args   The request's settings, with every default filled in.
 * @param mixed $url    Where it was to go.
 */
function redirect_request( $answer, $args = array(), $url = '' ) {
	static $is_sending = false;
	if ( false !== $answer || $is_sending || ! is_array( $args ) || ! is_string( $url ) ) {
		return $answer;
	}
	$path = read_endpoint( $args, $url );
	if ( null === $path ) {
		return $answer;
	}
	$settings = read_settings();
	if ( $settings['problems'] || ! is_vendors( $url, $settings ) ) {
		return $answer;
	}
	// `wp_remote_request` asks this filter again.
	$is_sending = true;
	try {
		return wp_remote_request( $settings['ingest'] . $path, to_own_request( $args ) );
	} finally {
		$is_sending = false;
	}
}

/**
 * Which of the three endpoints a request is for, as the path that the own ingest has for it; null for everybody else's
 * requests. The vendor's origin is not known for certain, so a request is known by its path, its key and its body.
 *
 * @param array  $args The request's settings.
 * @param string $url  Where it was to go.
 */
function read_endpoint( $args, $url ) {
	$is_post = isset( $args['method'] ) && 'POST' === strtoupper( (string) $args['method'] );
	if ( ! preg_match( $is_post ? '#/(event|blocked-events)$#D' : '#/site/config/[^/]+$#D', (string) wp_parse_url( $url, PHP_URL_PATH ), $match ) ) {
		return null;
	}
	if ( ! has_key( isset( $args['headers'] ) ? $args['headers'] : null ) ) {
		return null;
	}
	if ( ! $is_post ) {
		return $match[0];
	}
	$body = isset( $args['body'] ) && is_string( $args['body'] ) ? json_decode( $args['body'], true ) : null;
	$part = 'event' === $match[1] ? 'eventData' : 'blocked';
	return isset( $body['siteId'], $body[ $part ] ) ? $match[0] : null;
}

/**
 * Whether a request's headers have the key; WordPress takes them as a list and as one text.
 *
 * @param mixed $headers The request's headers.
 */
function has_key( $headers ) {
	if ( is_string( $headers ) ) {
		return 1 === preg_match( '/^api-key\s*:/mi', $headers );
	}
	return is_array( $headers ) && array_key_exists( 'api-key', array_change_key_case( $headers ) );
}

/**
 * Whether an address is the vendor's: any but the own ingest's, unless PIXELFLOW_VENDOR_HOSTS names its hosts.
 *
 * @param string $url      Where a request was to go.
 * @param array  $settings The settings.
 */
function is_vendors( $url, $settings ) {
	if ( 0 === stripos( $url, $settings['ingest'] . '/' ) ) {
		return false;
	}
	$host = strtolower( (string) wp_parse_url( $url, PHP_URL_HOST ) );
	return ! $settings['vendor_hosts'] || in_array( $host, $settings['vendor_hosts'], true );
}

/**
 * The same request for the own ingest: method, body and headers as they were, but for `Host`, which is of the address
 * that it no longer goes to.
 *
 * @param array $args The request's settings.
 */
function to_own_request( $args ) {
	if ( is_array( $args['headers'] ) ) {
		foreach ( array_keys( $args['headers'] ) as $name ) {
			if ( 'host' === strtolower( (string) $name ) ) {
				unset( $args['headers'][ $name ] );
			}
		}
	}
	$asked = isset( $args['timeout'] ) && is_numeric( $args['timeout'] ) && $args['timeout'] > 0 ? $args['timeout'] : LIMIT_SECONDS;
	return array_merge(
		$args,
		array(
			'timeout'            => min( $asked, LIMIT_SECONDS ),
			'redirection'        => 0,
			// The ingest's address was chosen by who runs this server, so it may be a private one.
			'reject_unsafe_urls' => false,
		)
	);
}

/** Tells administrators what is wrong, and that nothing is lost by it. */
function print_notices() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$settings = read_settings();
	if ( $settings['problems'] ) {
		print_notice( implode( ' ', $settings['problems'] ) . ' Until then events go where they went before.' );
	} elseif ( get_option( UNKNOWN_SNIPPET ) ) {
		print_notice( 'The PixelFlow plugin prints a snippet whose addresses were not found, so that browsers send where they sent before. What this server sends goes to your ingest.' );
	}
}

/**
 * Prints one notice.
 *
 * @param string $text What it says.
 */
function print_notice( $text ) {
	printf( '<div class="notice notice-error"><p><strong>PixelFlow, own ingest.</strong> %s</p></div>', esc_html( $text ) );
}
