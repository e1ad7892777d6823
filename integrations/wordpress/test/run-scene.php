<?php
// Runs the plugin inside the double: reads a list of steps as JSON from standard input, prints what each gave.

require __DIR__ . '/wordpress-double.php';

$scene = json_decode( file_get_contents( 'php://stdin' ), true );
set_error_handler(
	function ( $level, $message, $file, $line ) {
		// A warning in a log is a bug of ours, too; `@` has cleared the level's bit.
		if ( error_reporting() & $level ) {
			throw new ErrorException( $message, 0, $level, $file, $line );
		}
		return false;
	}
);

function show( $answer ) {
	if ( is_wp_error( $answer ) ) {
		return array( 'error' => $answer->get_error_message() );
	}
	return array(
		'status' => $answer['response']['code'],
		'body'   => $answer['body'],
	);
}

$steps = array(
	'load'    => function () {
		require dirname( __DIR__ ) . '/pixelflow-own-ingest.php';
	},
	'define'  => function ( $constants ) {
		foreach ( $constants as $name => $value ) {
			define( $name, $value );
		}
	},
	'world'   => function ( $changes ) use ( &$world ) {
		$world = array_merge( $world, $changes );
	},
	'snippet' => function ( $code ) {
		return apply_filters( 'pixelflow_analytics_code', $code );
	},
	'post'    => function ( $request ) {
		return show( wp_remote_post( $request['url'], $request['args'] ) );
	},
	'safe'    => function ( $request ) {
		return show( wp_safe_remote_post( $request['url'], $request['args'] ) );
	},
	'get'     => function ( $request ) {
		return show( wp_remote_get( $request['url'], $request['args'] ) );
	},
	'answer'  => function ( $answer ) {
		add_filter( 'pre_http_request', fn( $before ) => false === $before ? $answer : $before, 1 );
	},
	'sites'   => function ( $by_blog ) {
		add_filter( 'pixelflow_own_ingest_settings', fn( $given, $blog ) => $by_blog[ $blog ] ?? $given, 10, 2 );
	},
	'notices' => function ( $where ) {
		ob_start();
		do_action( $where );
		return ob_get_clean();
	},
	'state'   => function () use ( &$world, &$options ) {
		return $world + array( 'options' => array_keys( $options ) );
	},
);

$given = array();
foreach ( $scene as list( $step, $value ) ) {
	$given[] = $steps[ $step ]( $value );
}
echo json_encode( $given, JSON_THROW_ON_ERROR );
